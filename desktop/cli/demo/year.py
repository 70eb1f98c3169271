"""A training year, made by arithmetic: the same three hundred records every time."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from desktop.ledger.canonical import Data, Json

FIRST = date(2025, 7, 1)
LAST = date(2026, 6, 30)
EVENTS, TASKS, PROGRESS, POINTS = 110, 36, 72, 26
POPULATION, HOUSEHOLDS = 28_137, 7_410

_FORMS = ("buoi_tap_trung", "sinh_hoat", "dien_dan", "truyen_thanh", "toa_dam")
_TOPICS = ("lua_dao", "ma_tuy", "atgt", "pccc", "toi_pham", "bao_luc", "phap_luat")
_AUDIENCES = ("nhan_dan", "doan_hoi_vien", "hoc_sinh", "thanh_thieu_nien")
_AREAS = ("propaganda", "model", "core_force", "mediation", "crime_prev")
_FIELDS = (
    "camera", "anh_sang", "tu_quan", "tieng_loa", "lien_gia", "truong_hoc", "zalo",
    "cam_hoa", "xung_kich", "tu_quan", "ma_tuy", "atgt",
)  # fmt: skip
_DOC_TYPES = ("ctr", "kh", "qc", "giao_uoc")


@dataclass(frozen=True, slots=True)
class Words:
    """Names and sentences of the year, from resources/demo."""

    villages: tuple[str, ...]
    tasks: tuple[str, ...]
    models: tuple[str, ...]
    programmes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class Register:
    """Record ids that later answers refer to, by form, in order of entry."""

    ids: dict[str, list[str]] = field(default_factory=dict)

    def add(self, form: str, record: str) -> None:
        """A record has been entered."""
        self.ids.setdefault(form, []).append(record)

    def pick(self, form: str, number: int) -> str:
        """The ``number``-th record of ``form``, going round."""
        known = self.ids[form]
        return known[number % len(known)]


@dataclass(frozen=True, slots=True)
class Step:
    """One record to be: its form, the day it is entered, and its answers then."""

    form: str
    day: date
    answers: Callable[[Register], Data]


def words(file: Path) -> Words:
    """The year's words."""
    found = tomllib.loads(file.read_text("utf-8"))
    return Words(**{name: tuple(found[name]) for name in Words.__slots__})


def year(said: Words) -> list[Step]:
    """Every record in the order an officer would enter it."""
    dated = [*_points(), *_tasks(said), *_progress(said), *_events(said)]
    return [
        *_villages(said),
        Step("commune_profile", FIRST, partial(_as_given, data=_PROFILE)),
        *_programmes(said),
        *_models(said),
        *sorted(dated, key=lambda step: step.day),
    ]


_PROFILE: Data = {
    "area_km2": "74.6",
    "population": str(POPULATION),
    "households": str(HOUSEHOLDS),
    "agency_count": "9",
    "enterprise_count": "4",
    "school_count": "11",
    "as_of_date": FIRST.isoformat(),
}


def _villages(said: Words) -> Iterator[Step]:
    for number, name in enumerate(said.villages):
        data: Data = {
            "unit_name": name,
            "households": str(200 + 5 * number),
            "population": str(760 + 19 * number),
            "valid_from": FIRST.isoformat(),
        }
        yield Step("residential_unit", FIRST, partial(_as_given, data=data))


def _as_given(_: Register, data: Data) -> Data:
    return data


def _programmes(said: Words) -> Iterator[Step]:
    for number, title in enumerate(said.programmes):
        day = FIRST + timedelta(days=2 + number)
        answers = partial(_programme, number=number, title=title, day=day.isoformat())
        yield Step("coordination_programme", day, answers)


def _programme(register: Register, number: int, title: str, day: str) -> Data:
    parties: list[Json] = [
        {
            "org_id": register.pick("organisation", party),
            "party_role": "lead" if party == 0 else "member",
            "signed": "yes",
            "party_signed_date": day,
        }
        for party in range(2 + number)
    ]
    return {
        "doc_no": f"{number + 3:02}/CTr-PH",
        "doc_type": _DOC_TYPES[number % len(_DOC_TYPES)],
        "title": title,
        "signed_date": day,
        "effective_from": day,
        "period_from": day,
        "period_to": date(2033, 12, 31).isoformat(),
        "parties": parties,
        "content_areas": "propaganda model core_force",
        "has_assignment_annex": "yes" if number < 2 else "no",
        "programme_status": "running",
    }


def _models(said: Words) -> Iterator[Step]:
    for number, name in enumerate(said.models):
        day = FIRST + timedelta(days=8 + 2 * number)
        yield Step("model", day, partial(_model, number=number, name=name, day=day))


def _model(register: Register, number: int, name: str, day: date) -> Data:
    return {
        "title": name,
        "field": _FIELDS[number],
        "launched_date": day.isoformat(),
        "lead_org": register.pick("organisation", number),
        "support_orgs": register.pick("organisation", number + 1),
        "is_digital": "yes" if number % 3 == 0 else "no",
        "first_point": _point(register, number, day),
    }


def _point(register: Register, number: int, day: date) -> Data:
    return {
        "point_place": "village",
        "residential_unit_ids": register.pick("residential_unit", number),
        "started_date": day.isoformat(),
        "team_count": str(1 + number % 3),
        "member_count": str(9 + number % 7),
    }


def _points() -> Iterator[Step]:
    for number in range(POINTS):
        day = FIRST + timedelta(days=75 + 10 * number)
        yield Step("model_point", day, partial(_next_point, number=number, day=day))


def _next_point(register: Register, number: int, day: date) -> Data:
    model: Data = {"model_id": register.pick("model", number)}
    return model | _point(register, number + 12, day)


def _tasks(said: Words) -> Iterator[Step]:
    for number in range(TASKS):
        day = FIRST + timedelta(days=40 + 8 * number)
        title = f"{said.tasks[number % len(said.tasks)]} ({number + 1})"
        answers = partial(_task, number=number, title=title, day=day)
        yield Step("task_assignment", day, answers)


def _task(register: Register, number: int, title: str, day: date) -> Data:
    return {
        "task_title": title,
        "programme_id": register.pick("coordination_programme", number),
        "coordination_area": _AREAS[number % len(_AREAS)],
        "lead_org": register.pick("organisation", number),
        "support_orgs": register.pick("organisation", number + 1),
        "assigned_date": day.isoformat(),
        "due_date": (day + timedelta(days=30)).isoformat(),
        "assigning_doc": f"{number + 1:02}/KH-UBND",
    }


def _progress(said: Words) -> Iterator[Step]:
    """Each task is begun; of six, four end in time, one late, one not at all."""
    for number in range(PROGRESS):
        task, second = divmod(number, 2)
        ends = task % 6
        done = second and ends != 5
        days = 10 if not second else 38 if ends == 4 else 25
        day = min(FIRST + timedelta(days=40 + 8 * task + days), LAST)
        data: Data = {
            "progress_date": day.isoformat(),
            "progress_status": "done" if done else "in_progress",
            "what_done": said.notes[task % len(said.notes)],
        }
        yield Step("task_progress", day, partial(_step_of_task, task=task, data=data))


def _step_of_task(register: Register, task: int, data: Data) -> Data:
    return data | {"task_id": register.pick("task_assignment", task)}


def _events(said: Words) -> Iterator[Step]:
    for number in range(EVENTS):
        day = min(FIRST + timedelta(days=35 + 3 * number), LAST)
        answers = partial(_event, said=said, number=number, day=day.isoformat())
        yield Step("mobilisation_event", day, answers)


def _event(register: Register, said: Words, number: int, day: str) -> Data:
    form = _FORMS[number % len(_FORMS)]
    data: Data = {
        "event_form": form,
        "event_date": day,
        "lead_org": register.pick("organisation", number),
        "session_unit": "dot" if number % 11 == 10 else "buoi",
        "session_count": str(1 + number % 2),
        "topics": _TOPICS[number % len(_TOPICS)],
        "audience": _AUDIENCES[number % len(_AUDIENCES)],
        "note": said.notes[number % len(said.notes)],
    }
    if number % 3:
        villages = (register.pick("residential_unit", number + n) for n in range(2))
        data |= {"place_scope": "villages", "residential_unit_ids": " ".join(villages)}
    if number % 4:
        data["support_orgs"] = register.pick("organisation", number + 1)
    if form == "truyen_thanh":
        return data | {"broadcasts": str(4 + number % 9)}
    if form == "dien_dan":
        data |= {"opinions": "12", "opinions_answered": "9", "opinions_pending": "3"}
    return data | {"attendance": str(40 + 7 * (number % 23))}
