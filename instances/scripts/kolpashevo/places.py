"""Kolpashevo and its district: schools, partners, roads, ferry, buses, agreements."""

from instances.scripts.names import Draw
from instances.scripts.pieces import text
from instances.scripts.schools import SchoolFacts, organisation, site
from instances.scripts.writing import Json

_TOWN = {"russian": (2, 10), "mathematics": (2, 5), "history": (2, 8), "foreign_language": (2, 12)}
_VILLAGE = {"russian": (1, 15), "mathematics": (1, 14), "history": (1, 15),
            "foreign_language": (1, 15)}  # fmt: skip

SCHOOLS = [
    SchoolFacts(
        "school2", "Школа № 2", "School No. 2", days=6, tens=30, elevens=24,
        groups={"technology": (5, 9), "natural": (5, 8), "socio": (5, 9), "individual": (3, 12)},
        groups_11={"technology": 7, "natural": 6, "socio": 7, "individual": 4},
        staff=_TOWN | {"mathematics": (3, 8), "physics": (1, 8), "chemistry": (1, 10),
                       "biology": (1, 10), "informatics": (1, 10)},
        municipality="kolpashevo", address="г. Колпашево, адрес вымышлен"),
    SchoolFacts(
        "school4", "Школа № 4", "School No. 4", days=6, tens=16, elevens=13,
        groups={"socio": (5, 9), "individual": (3, 12)},
        groups_11={"socio": 8, "individual": 5},
        staff=_TOWN, municipality="kolpashevo", step_free=False),
    SchoolFacts(
        "school5", "Школа № 5", "School No. 5", days=6, tens=18, elevens=14,
        groups={"natural": (5, 9), "individual": (3, 12)},
        groups_11={"natural": 8, "individual": 6},
        staff=_TOWN | {"mathematics": (2, 12), "chemistry": (1, 10), "biology": (2, 10)},
        municipality="kolpashevo"),
    SchoolFacts(
        "school7", "Школа № 7", "School No. 7", days=6, tens=24, elevens=20,
        groups={"technology_it": (6, 10), "humanities": (5, 9), "individual": (3, 12)},
        groups_11={"technology_it": 8, "humanities": 6, "individual": 6},
        staff=_TOWN | {"informatics": (2, 8), "chemistry": (1, 10)}, municipality="kolpashevo"),
    SchoolFacts(
        "togur", "Тогурская школа", "Togur school", days=5, tens=10, elevens=9,
        groups={"technology": (4, 7), "individual": (1, 10)},
        groups_11={"technology": 5, "individual": 4},
        staff=_TOWN | {"russian": (1, 10), "history": (1, 10), "physics": (1, 8)},
        municipality="kolpashevo", rural=True),
    *(SchoolFacts(id_, ru, en, days=5, tens=tens, elevens=elevens,
                  groups={"individual": (1, 8)}, groups_11={"individual": elevens},
                  staff=_VILLAGE, municipality="kolpashevo", rural=True)
      for id_, ru, en, tens, elevens in (
          ("sarovka", "Саровская школа", "Sarovka school", 5, 3),
          ("chazhemto", "Чажемтовская школа", "Chazhemto school", 5, 4),
          ("ozyornoye", "Озёренская школа", "Ozyornoye school", 2, 2),
          ("inkino", "Инкинская школа", "Inkino school", 3, 2))),
]  # fmt: skip
SCHOOL = {school.id: school for school in SCHOOLS}
VILLAGES = ("sarovka", "chazhemto", "ozyornoye", "inkino")

PARTNERS = [
    ("college", "Колпашевский социально-промышленный колледж",
     "Kolpashevo Social and Industrial College", "college", "kolpashevo", None),
    ("hospital", "Колпашевская районная больница", "Kolpashevo District Hospital", "company",
     "kolpashevo", "health"),
    ("medical-college", "Колпашевский филиал Томского базового медицинского колледжа",
     "Kolpashevo branch of Tomsk Basic Medical College", "college", "kolpashevo", "health"),
    ("forestry", "Колпашевское лесничество", "Kolpashevo Forestry", "company", "kolpashevo",
     "timber"),
    ("tsu", "Томский государственный университет", "Tomsk State University", "university",
     "tomsk", None),
    ("tpu", "Томский политехнический университет", "Tomsk Polytechnic University", "university",
     "tomsk", None),
    ("tusur", "Томский университет систем управления и радиоэлектроники (ТУСУР)",
     "Tomsk University of Control Systems and Radioelectronics (TUSUR)", "university", "tomsk",
     "smart"),
]  # fmt: skip

CLUSTERS = [
    {"id": "health", "name": text("Фармацевтика, медицинская техника и здравоохранение",
                                  "Pharmaceuticals, medical equipment and health care")},
    {"id": "timber", "name": text("Лесопромышленный кластер", "Timber cluster")},
    {"id": "smart", "name": text("«Умные технологии Томска»", "Smart Technologies Tomsk")},
]  # fmt: skip

SEASONS = [
    {"id": "navigation", "name": text("Навигация: ходит паром", "Navigation: the ferry runs"),
     "periods": [{"starts": "2027-09-01", "ends": "2027-12-01"},
                 {"starts": "2028-05-21", "ends": "2028-12-01"},
                 {"starts": "2029-05-21", "ends": "2029-08-31"}]},
    {"id": "ice", "name": text("Ледовая переправа", "Ice road"),
     "periods": [{"starts": "2027-12-02", "ends": "2028-04-09"},
                 {"starts": "2028-12-02", "ends": "2029-04-09"}]},
    {"id": "flood", "name": text("Половодье: паром в обход", "Flood: the ferry goes round"),
     "periods": [{"starts": "2028-04-22", "ends": "2028-05-20"},
                 {"starts": "2029-04-22", "ends": "2029-05-20"}]},
]  # fmt: skip
"""From 10 to 21 April neither ice nor ferry: Chazhemto is cut off."""


def organisations(draw: Draw) -> list[Json]:
    """Schools and partners."""
    return [organisation(school, draw) for school in SCHOOLS] + [
        {"id": id_, "name": text(ru, en), "kind": kind, "municipality": municipality,
         **({"cluster": cluster} if cluster else {})}
        for id_, ru, en, kind, municipality, cluster in PARTNERS
    ]  # fmt: skip


def sites() -> list[Json]:
    """Buildings, and the village whose school was closed."""
    return [site(school) for school in SCHOOLS] + [
        {"id": "college", "name": text("Колледж, мастерские", "College workshops"),
         "organisation": "college", "step_free": False},
        {"id": "hospital", "name": text("Районная больница", "District hospital"),
         "organisation": "hospital"},
        {"id": "medical-college", "name": text("Медицинский колледж", "Medical college"),
         "organisation": "medical-college"},
        {"id": "nursery", "name": text("Лесной питомник", "Forest nursery"),
         "organisation": "forestry", "rural": True},
        {"id": "tomsk-campus", "name": text("Томск, кампус ТПУ", "Tomsk, TPU campus"),
         "organisation": "tpu"},
        {"id": "sever", "name": text("Посёлок Север", "Sever village"), "rural": True},
    ]  # fmt: skip


_ON_FOOT = text("пешком", "on foot")
_TOWN_BUS = text("городской автобус", "town bus")
_BUS_1 = text("городской автобус № 1", "town bus No. 1")
_REGULAR = text("рейсовый автобус", "public bus")
_BY_FERRY = text("рейсовый автобус и паром", "public bus and ferry")

_WAYS: list[tuple[str, str, int, Json, str | None]] = [
    ("school2", "school4", 12, _ON_FOOT, None),
    ("school2", "school5", 15, _TOWN_BUS, None),
    ("school2", "school7", 10, _ON_FOOT, None),
    ("school2", "college", 12, _ON_FOOT, None),
    ("school2", "hospital", 12, _TOWN_BUS, None),
    ("school4", "school7", 15, _TOWN_BUS, None),
    ("school5", "hospital", 10, _ON_FOOT, None),
    ("school7", "college", 15, _TOWN_BUS, None),
    ("hospital", "medical-college", 3, _ON_FOOT, None),
    ("school2", "nursery", 25, _TOWN_BUS, None),
    ("togur", "school2", 20, _BUS_1, None),
    ("togur", "school5", 20, _BUS_1, None),
    ("sarovka", "school2", 70, _REGULAR, None),
    ("ozyornoye", "school2", 45, _REGULAR, None),
    ("chazhemto", "school2", 100, _BY_FERRY, "navigation"),
    ("chazhemto", "school2", 95, text("рейсовый автобус по льду", "public bus over the ice"),
     "ice"),
    ("chazhemto", "school2", 160, _BY_FERRY, "flood"),
    ("inkino", "school2", 120, _BY_FERRY, "navigation"),
    ("inkino", "school2", 110, text("попутный транспорт по зимнику", "over the winter road"),
     "ice"),
    ("sever", "chazhemto", 25, text("школьный автобус", "school bus"), None),
]  # fmt: skip


def links() -> list[Json]:
    """Ways on foot and by public transport; the minutes are invented."""
    return [
        {"origin": origin, "destination": destination, "minutes": minutes, "means": means,
         **({"season": season} if season else {})}
        for origin, destination, minutes, means, season in _WAYS
    ]  # fmt: skip


def trips() -> list[Json]:
    """School buses on the common afternoon, and one on Fridays that runs only if it is worth it."""
    return [
        _trip("sarovka-wed-there", "Саровка — Колпашево, среда",
              "Sarovka to Kolpashevo, Wednesday", "wed", 3,
              ("sarovka", "13:25"), ("school2", "14:00")),
        _trip("sarovka-wed-back", "Колпашево — Саровка, среда",
              "Kolpashevo to Sarovka, Wednesday", "wed", 3,
              ("school2", "17:20"), ("sarovka", "17:55")),
        _trip("chazhemto-wed-there", "Чажемто — Озёрное — Колпашево, паром, среда",
              "Chazhemto to Kolpashevo by ferry, Wednesday", "wed", 8,
              ("chazhemto", "13:15"), ("ozyornoye", "13:50"), ("school2", "14:15"),
              season="navigation"),
        _trip("chazhemto-wed-back", "Колпашево — Озёрное — Чажемто, паром, среда",
              "Kolpashevo to Chazhemto by ferry, Wednesday", "wed", 8,
              ("school2", "17:20"), ("ozyornoye", "17:45"), ("chazhemto", "18:20"),
              season="navigation"),
        _trip("chazhemto-ice-there", "Чажемто — Озёрное — Колпашево, по льду, среда",
              "Chazhemto to Kolpashevo over the ice, Wednesday", "wed", 8,
              ("chazhemto", "13:10"), ("ozyornoye", "13:55"), ("school2", "14:20"), season="ice"),
        _trip("chazhemto-ice-back", "Колпашево — Озёрное — Чажемто, по льду, среда",
              "Kolpashevo to Chazhemto over the ice, Wednesday", "wed", 8,
              ("school2", "17:20"), ("ozyornoye", "17:45"), ("chazhemto", "18:30"), season="ice"),
        _trip("sarovka-fri-there", "Саровка — Колпашево, пятница",
              "Sarovka to Kolpashevo, Friday", "fri", 6,
              ("sarovka", "14:05"), ("school2", "14:35")) | {"optional": True, "cost": 8_000},
        _trip("sarovka-fri-back", "Колпашево — Саровка, пятница",
              "Kolpashevo to Sarovka, Friday", "fri", 6,
              ("school2", "17:25"), ("sarovka", "18:00")) | {"optional": True, "cost": 8_000},
    ]  # fmt: skip


def _trip(
    id: str,  # noqa: A002
    ru: str,
    en: str,
    day: str,
    seats: int,
    *stops: tuple[str, str],
    season: str | None = None,
) -> Json:
    return {
        "id": id, "name": text(ru, en), "day": day, "seats": seats,
        "stops": [{"site": site_, "time": time} for site_, time in stops],
        **({"season": season} if season else {}),
    }  # fmt: skip


def agreements() -> list[Json]:
    """Network contracts. That of School No. 4 with the college ends after the first year."""
    everybody = [school.id for school in SCHOOLS]
    others = {id_: [other for other in everybody if other != id_]
              for id_ in ("school2", "school5", "school7", "togur")}  # fmt: skip
    return [
        _agreement("c-college", "12-С/2027", "college", [s for s in everybody if s != "school4"],
                   seats=34),
        _agreement("c-college-4", "7-С/2026", "college", ["school4"], starts="2026-09-01",
                   ends="2028-06-30"),
        _agreement("c-hospital", "3-П/2027", "hospital", everybody, seats=28),
        _agreement("c-medical", "4-С/2027", "medical-college", everybody),
        _agreement("c-forestry", "5-П/2027", "forestry", everybody, seats=30),
        _agreement("c-tsu", "ТГУ-118/2027", "tsu", everybody),
        _agreement("c-tpu", "ТПУ-41/2027", "tpu", everybody, seats=40),
        _agreement("c-tusur", "ТУСУР-9/2027", "tusur", everybody),
        *(_agreement(f"c-{id_}", f"{number}-Ш/2027", id_, base)
          for number, (id_, base) in enumerate(others.items(), start=1)),
    ]  # fmt: skip


def _agreement(
    id: str,  # noqa: A002
    number: str,
    provider: str,
    base: list[str],
    seats: int | None = None,
    starts: str = "2027-09-01",
    ends: str = "2029-08-31",
) -> Json:
    return {
        "id": id, "number": number, "base": base, "provider": provider,
        **({"seats": seats} if seats is not None else {}), "starts": starts, "ends": ends,
    }  # fmt: skip
