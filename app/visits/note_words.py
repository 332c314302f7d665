"""What the notes' scripts say: the page's language when it is online, both where the language isn't known yet."""

from __future__ import annotations

from app.i18n import LOCALES, catalogue, current_language


def _(message: str) -> str:
    # Marks a message for the catalogue; it is said when the language is known.
    return message


NOTE_WORDS = {
    "saving": _("Saving …"),
    "saved": _("Saved at {time}"),
    "device": _("No network. What you write is kept on this device and sent when the network is back."),
    "device_done": _("No network. The note is kept on this device and sent by itself; finish it when you are online."),
    "nowhere": _("This can't be kept right now. Keep the page open."),
    "signed_out": _("You are signed out. What you wrote is kept on this device."),
    "sign_in": _("Sign in and send it"),
    "other_user": _("Somebody else is signed in. Your note waits on this device until you sign in."),
    "gone": _("The note can't be sent: you may no longer change this visit. Copy your text."),
    "faults": _("Something needs mending. The rest is saved."),
    "homeless": _("This question is not in the note's guide. Move the text to the visit note."),
    "doubts": _("Something looks like a resident's data and is not saved yet. Answer beside it."),
    "belongs": _("Does this belong here?"),
    "yes": _("Yes, save it"),
    "contested": _("Somebody else has written in the same field. Choose beside it; until then both texts are kept."),
    "show": _("Show the field"),
    "theirs": _("Somebody else has written:"),
    "empty": _("(empty)"),
    "keep_mine": _("Keep mine"),
    "take_theirs": _("Use the other's"),
    "keep_both": _("Keep both"),
    "unsaved": _("Not saved yet"),
}
SHELL_WORDS = NOTE_WORDS | {
    "quick": _("Five-minute note"),
    "guide": _("The whole guide"),
    "visit_note": _("Visit note"),
    "presentation": _("Tell shortly about Jobløft"),
    "last": _("Last time"),
    "never": _("Never answered"),
    "same": _("Unchanged"),
    "changed": _("Changed since last time"),
    "ticks": _("What did the visit become?"),
    "title": _("Notes without network"),
    "notes_from": _("Notes from {company}"),
    "no_network": _("You have no network"),
    "lead": _("You can write on. It is kept on this device and sent when the network is back and you are signed in."),
    "choose": _("Notes that were opened on this device can be written without network:"),
    "none": _("No note has been opened on this device. Open it once while there is network."),
    "unsent": _("not sent"),
    "try_again": _("Try the network again"),
    "back": _("The network is back, and the note is sent."),
    "go_on": _("Go on online"),
}
KEPT_WORDS = {
    "waiting": _("A note waits on this device:"),
    "sent": _("Sent from this device: the note from {company}"),
    "choose": _("Somebody else has written in the same field. Choose in the note from {company}"),
    "gone": _("Your note from {company} can't be sent: you may no longer change that visit. Here is your text."),
    "discard": _("Throw the text away"),
    "look": _("It could not be sent. Look at the note from {company}"),
    "leave": _(
        "Your note from {company} is not sent. It stays on this device and is sent when you sign in here again. "
        "Sign out all the same?"
    ),
}


def note_words() -> dict[str, str]:
    """For the note's page."""
    return _said(NOTE_WORDS, current_language())


def kept_words() -> dict[str, str]:
    """For every page: what is said of notes that wait on the device."""
    return _said(KEPT_WORDS, current_language())


def shell_words() -> dict[str, dict[str, str]]:
    """For the page without network, by language: it is fetched by nobody in particular."""
    return {language: _said(SHELL_WORDS, language) for language in LOCALES}


def _said(words: dict[str, str], language: str) -> dict[str, str]:
    texts = catalogue(language)
    return {name: texts.ugettext(message) for name, message in words.items()}
