"""Log-in through a municipality's own log-in (OIDC, SAML): what the installation allows, what is asserted, who that is here.

The protocols are allauth's, made stricter in `oidc` and `saml`; both end in `arrival.arrive`. Nothing heavy is imported
until somebody logs in that way.
"""
