"""Imported first: models of aiogram are built on demand, as in the bot, and a process is there three seconds sooner."""

from bot.telegram.lazy_models import import_aiogram

import_aiogram()
