"""The providers for pictures: a tab, a search without a find, one that is clear, one that is not, every form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from apdesk.domain import provider as rules
from apdesk.services.inspections import InspectionForm
from apdesk.services.providers import ProviderForm, ProviderRow, SiteForm, provider_form, providers
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.scenes import Scene, Shown, Stage, over, worked
from ui.providers import forms
from ui.providers.list_page import CANNOT, ProvidersPage

LONG = "The Wexbridge and District Alternative Provision Academy Trust, Lower School"


_list = partial(worked, "providers", ProvidersPage)


def _refused(page: ProvidersPage) -> None:
    page.tabs.set_key(CANNOT)
    page.tabs.changed.emit(CANNOT)


def _nothing(page: ProvidersPage) -> None:
    page.search.setText("zzq")


def _long_names(page: ProvidersPage) -> None:
    page.table.set_rows([row._replace(name=LONG) for row in page.table.shown_rows()])


def _one(stage: Stage, *states: str) -> ProviderRow:
    """The provider of that clearance with most pupils."""
    of_state = [row for row in providers(stage.context.record) if row.clearance.state in states]
    return max(of_state, key=lambda row: row.taken)


def _page(*states: str) -> Callable[[Stage], Shown]:
    return lambda stage: stage.window("provider", provider=_one(stage, *states).id)


def _form(make: Callable[[Stage], HouseDialog]) -> Callable[[Stage], Shown]:
    def made(stage: Stage) -> Shown:
        window = stage.window("provider", provider=_one(stage, rules.CLEAR).id)
        return over(stage, window, make(stage))

    return made


def _edit(stage: Stage) -> HouseDialog:
    shown = replace(provider_form(stage.context.record, _one(stage, rules.CLEAR).id), name=LONG)
    return forms.details_form(f"Edit {LONG}", shown, _save, stage.context.today())


def _add(stage: Stage) -> HouseDialog:
    return forms.details_form("Add a provider", ProviderForm(name=""), _save, stage.context.today(), new=True)


def _people(stage: Stage) -> HouseDialog:
    one = _one(stage, rules.CLEAR)
    shown = provider_form(stage.context.record, one.id)
    return forms.people_form(f"People at {one.name}", shown, _save, stage.context.today())


def _site(stage: Stage) -> HouseDialog:
    title = f"Add a site of {_one(stage, rules.CLEAR).name}"
    return forms.site_form(title, SiteForm(kind="satellite"), _save, stage.context.today())


def _check(stage: Stage) -> HouseDialog:
    shown = InspectionForm(code=rules.CHECKS[1].code, seen_on=stage.context.today())
    title = f"{rules.CHECKS[1].label}: {_one(stage, rules.CLEAR).name}"
    return forms.check_form(title, shown, _save, stage.context.today())


def _save(_: object) -> object:
    raise AssertionError("nothing is saved for a picture")


SCENES = (
    Scene("providers-cannot", _list(_refused)), Scene("providers-nothing", _list(_nothing)),
    Scene("providers-long-names", _list(_long_names)),
    Scene("provider", _page(rules.CLEAR)), Scene("provider-cannot", _page(rules.CANNOT, rules.STOPPED)),
    Scene("provider-runs-out", _page(rules.CLEAR_UNTIL)),
    Scene("provider-edit", _form(_edit)), Scene("provider-add", _form(_add)), Scene("provider-site", _form(_site)),
    Scene("provider-check", _form(_check)), Scene("provider-people", _form(_people)),
)  # fmt: skip
