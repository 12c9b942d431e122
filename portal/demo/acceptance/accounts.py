from dataclasses import asdict

from portal.demo.story.people import PEOPLE, make_people, renew_credentials


def seed_accounts(*, now) -> tuple[dict, list[dict]]:
    """The people by key, and what each signs in with."""
    people = make_people(now=now)
    accounts = [
        {**asdict(renew_credentials(person)), "name": person.name, "area": person.area, "department": person.department}
        for person in PEOPLE
    ]
    return people, accounts
