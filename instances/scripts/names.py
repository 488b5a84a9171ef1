"""Names of people who do not exist, and chance that falls the same way every time."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


def _words(text: str) -> list[str]:
    return text.split()


_SURNAMES = _words(
    "Абрамов Агафонов Алексеев Антипин Балашов Белоусов Бочкарёв Бурмистров Вершинин Власов "
    "Воробьёв Гаврилов Голещихин Горбунов Грачёв Дементьев Долгов Евсеев Емельянов Ерёмин "
    "Жданов Жуков Завьялов Зайцев Зырянов Игнатьев Ильин Казаков Калинин Карпов Колмогоров "
    "Колпашников Комаров Коновалов Копылов Королёв Костарев Крылов Кудряшов Лаптев Лебедев "
    "Логинов Лукьянов Макаров Мальцев Меркулов Миронов Молчанов Мурзин Наумов Некрасов "
    "Овчинников Орлов Осипов Панов Паршин Перемитин Пичугин Плотников Погодаев Пономарёв "
    "Прокопьев Пушкарёв Родиков Русаков Рыжков Сафонов Сергеев Сидоров Соболев Сорокин "
    "Степанов Сухушин Тимофеев Трифонов Тюменцев Устинов Фадеев Филатов Хохряков Цыганков "
    "Черепанов Чернов Шадрин Шаталов Шестаков Широков Щукин Юдин Яковлев Вяземский Дубровский "
    "Завадский Каминский Левицкий Островский Бондаренко Гончаренко Кравчук Шевчук Вагнер Шмидт"
)
_BOYS = _words(
    "Александр Алексей Андрей Арсений Артём Богдан Вадим Виктор Владислав Глеб Даниил Денис "
    "Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев Максим Матвей Михаил Никита "
    "Николай Олег Павел Роман Семён Сергей Степан Тимофей Фёдор Юрий Ярослав"
)
_GIRLS = _words(
    "Алёна Алина Алиса Анастасия Ангелина Анна Валерия Варвара Василиса Вера Вероника Виктория "
    "Галина Дарья Диана Евгения Екатерина Елена Елизавета Злата Ирина Карина Кира Ксения Любовь "
    "Маргарита Марина Мария Милана Надежда Наталья Ольга Полина София Татьяна Ульяна Юлия Яна"
)
_PATRONYMICS = _words(
    "Александрович Алексеевич Анатольевич Андреевич Антонович Борисович Вадимович Валерьевич "
    "Васильевич Викторович Витальевич Владимирович Вячеславович Геннадьевич Григорьевич "
    "Денисович Дмитриевич Евгеньевич Иванович Игоревич Константинович Леонидович Максимович "
    "Михайлович Николаевич Олегович Павлович Петрович Романович Сергеевич Станиславович "
    "Степанович Фёдорович Юрьевич Яковлевич"
)


class Draw:
    """Chance from a seed. Only `Random.random` is used: it alone is the same in every Python."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)
        self._given: set[str] = set()

    def chance(self, percent: float) -> bool:
        """True in so many of a hundred cases."""
        return self._random.random() * 100 < percent

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._random.random() * (most - least + 1))

    def one(self, options: Sequence[_T]) -> _T:
        """One of the options."""
        return options[self.number(0, len(options) - 1)]

    def some(self, options: Sequence[_T], count: int) -> list[_T]:
        """So many different ones of the options, or all, in a random order."""
        left = list(options)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def weighted(self, shares: dict[str, int]) -> str:
        """One of the keys, as often as its share says."""
        point = self.number(1, sum(shares.values()))
        for key, share in shares.items():
            point -= share
            if point <= 0:
                return key
        raise AssertionError("shares are not negative")

    def person(self, girl: bool | None = None) -> str:
        """Surname, name and patronymic that nobody else has been given."""
        female = self.chance(52) if girl is None else girl
        while True:
            surname, patronymic = self.one(_SURNAMES), self.one(_PATRONYMICS)
            if female:
                name = f"{_female(surname)} {self.one(_GIRLS)} {patronymic[:-2]}на"
            else:
                name = f"{surname} {self.one(_BOYS)} {patronymic}"
            if name not in self._given:
                self._given.add(name)
                return name


def _female(surname: str) -> str:
    if surname.endswith(("ский", "цкий")):
        return surname[:-2] + "ая"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин")) else surname
