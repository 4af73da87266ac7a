"""``python -m publisher`` is ``publish``."""

from publisher.cli import run

if __name__ == "__main__":
    run()
