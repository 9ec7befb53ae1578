"""A small SAML identity provider: reads the request, signs the answer with a key of its own; a test may make it lie."""

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

import xmlsec
from defusedxml.ElementTree import fromstring
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from tests.accounts.federation import keys

ENTITY = "https://idp.eksempel.dk/metadata"
SSO = "https://idp.eksempel.dk/sso"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"


@dataclass
class Asked:
    """What a request said."""

    id: str
    answer_to: str
    audience: str


@dataclass
class FakeSAML:
    """`attributes` are asserted of `subject`; `change` may spoil the assertion before, `after` when it is signed."""

    subject: str = "emp-1"
    attributes: dict[str, list[str]] = field(default_factory=dict)
    key: str = "saml"
    signed: bool = True
    audience: str = ""
    recipient: str = ""
    in_response_to: str | None = None
    minutes: int = 5
    format: str = "persistent"
    encrypted_for: str = ""
    after: Callable[[str], str] = lambda xml: xml

    def read(self, address: str) -> Asked:
        """The request in the address to which the browser is sent."""
        query = parse_qs(urlsplit(address).query)
        root: Any = fromstring(zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15))
        issuer = next(e.text for e in root.iter() if e.tag.endswith("}Issuer"))
        return Asked(root.get("ID"), root.get("AssertionConsumerServiceURL"), issuer)

    def answer(self, asked: Asked, *, envelope_to: str = "") -> str:
        """The signed answer as the form field that the browser posts."""
        assertion = self.assertion(asked)
        if self.signed:
            signed = OneLogin_Saml2_Utils.add_sign(
                assertion, keys.pem(self.key), keys.certificate(self.key), False, SHA256, DIGEST
            )
            assertion = signed.decode() if isinstance(signed, bytes) else signed
            assertion = assertion.removeprefix('<?xml version="1.0"?>').strip()
        if self.encrypted_for:
            assertion = encrypt(assertion, self.encrypted_for)
        response = self.envelope(asked, assertion, envelope_to or asked.id)
        return base64.b64encode(self.after(response).encode()).decode()

    def assertion(self, asked: Asked) -> str:
        now = datetime.now(UTC)
        ends = _time(now + timedelta(minutes=self.minutes))
        answers = asked.id if self.in_response_to is None else self.in_response_to
        irt = f' InResponseTo="{answers}"' if answers else ""
        attributes = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{escape(v)}</saml:AttributeValue>" for v in values)
            + "</saml:Attribute>"
            for name, values in self.attributes.items()
        )
        return f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a{uuid4().hex}"
 Version="2.0" IssueInstant="{_time(now)}"><saml:Issuer>{ENTITY}</saml:Issuer><saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:{self.format}">{self.subject}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 Recipient="{self.recipient or asked.answer_to}" NotOnOrAfter="{ends}"{irt}/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{_time(now - timedelta(minutes=10))}" NotOnOrAfter="{ends}"><saml:AudienceRestriction>
<saml:Audience>{self.audience or asked.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{_time(now)}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""

    def envelope(self, asked: Asked, assertion: str, answers: str) -> str:
        irt = f' InResponseTo="{answers}"' if answers != "-" else ""
        return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r{uuid4().hex}" Version="2.0"
 IssueInstant="{_time(datetime.now(UTC))}" Destination="{asked.answer_to}"{irt}><saml:Issuer>{ENTITY}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def encrypt(assertion: str, certificate: str) -> str:
    """The assertion so that only the holder of the certificate's key reads it."""
    manager = xmlsec.KeysManager()
    key = xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM, None)
    manager.add_key(key)
    node = etree.fromstring(assertion)
    sealed = xmlsec.template.encrypted_data_create(
        node, xmlsec.Transform.AES256, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(sealed)
    info = xmlsec.template.encrypted_data_ensure_key_info(sealed, ns="dsig")
    carried = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(carried)
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    done = etree.tostring(context.encrypt_xml(sealed, node)).decode()
    return f"<saml:EncryptedAssertion>{done}</saml:EncryptedAssertion>"
