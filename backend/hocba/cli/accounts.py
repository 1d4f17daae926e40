"""`hocba user`: who can sign in."""

from cyclopts import App

from hocba.cli.passwords import read_password
from hocba.cli.place import DEFAULT_DATA, DataFolder, GivenVoice, opened_school, settings_of
from hocba.services.init_school import set_password


def add_commands(app: App) -> None:
    """Add `user set-password`."""
    user = App(name="user", help="Who can sign in.")
    user.command(set_user_password, name="set-password")
    app.command(user)


def set_user_password(staff_code: str, /, *, data: DataFolder = DEFAULT_DATA, voice: GivenVoice) -> None:
    """Give a staff member a new password, asked for or read from standard input."""
    with opened_school(settings_of(data)) as school:
        set_password(school.store, staff_code, read_password(voice))
    voice.say("password-set", staff_code=staff_code)
