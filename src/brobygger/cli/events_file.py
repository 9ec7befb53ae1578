"""`brobygger import events FILE`: reads a saved programme of events into the tray, where a person empties it."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass
