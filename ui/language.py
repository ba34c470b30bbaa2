"""The language of the window: Qt's translators, switched while it runs.

Switching sends LanguageChange to every widget, whose ``retranslate`` sets its texts again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from greenshield import resources, settings
from greenshield.domain.errors import GreenShieldError
from ui import words

# Each in its own words, whatever the window speaks: who can't read it must find the way out.
NAMES = {"zh": "\u4e2d\u6587", "en": "English"}
_LOCALES = {"zh": "zh_CN", "en": "en_GB"}


@dataclass(slots=True)
class _Installed:
    """The translators that are installed now; Qt does not keep them alive."""

    translators: list[QTranslator] = field(default_factory=list)


_installed = _Installed()


def preferred() -> str:
    """The language that the user chose, else the system's, ``zh`` or ``en``."""
    try:
        chosen = settings.load().language
    except GreenShieldError:  # damaged settings are told by who writes them
        chosen = None
    if chosen is not None:
        return chosen
    # Chinese comes first: a machine that says nothing (locale C) speaks Chinese.
    return "en" if QLocale.system().language() == QLocale.Language.English else "zh"


def set_language(app: QCoreApplication, lang: str, *, remember: bool = False) -> None:
    """Show everything in a language, now.

    Args:
        app: the application whose widgets are told.
        lang: ``zh`` or ``en``.
        remember: note it in the user's settings, which the command line shares.

    Raises:
        SurroundingsError: the settings can't be written; the language is changed all the same.
        FileNotFoundError: the installation lacks a translation.
    """
    words.use(lang)
    QLocale.setDefault(QLocale(_LOCALES[lang]))
    old, _installed.translators = _installed.translators, []
    for translator in old:
        app.removeTranslator(translator)
    if lang == "zh":
        qts_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(app, qts_own, "qtbase_zh_CN")  # some systems package it apart
        folder = str(resources.path("translations"))
        if not _install(app, folder, "greenshield_zh_CN"):
            raise FileNotFoundError(f"{folder}/greenshield_zh_CN.qm")
    if remember:
        settings.save(settings.load().with_language(lang))


def _install(app: QCoreApplication, folder: str, name: str) -> bool:
    """Install one file of translations; False where it is not there."""
    translator = QTranslator()
    if not translator.load(name, folder):
        return False
    app.installTranslator(translator)
    _installed.translators.append(translator)
    return True
