"""`python -m app` is the same as `jobloft`."""

from app.cli import main

if __name__ == "__main__":
    main(prog_name="jobloft")
