"""PRI-03: nobody's number stands in the clear in what the portal keeps, nor in what it tells its operator."""


def test_pri_03_no_number_stands_in_the_clear(server, accounts, page, sign_in):
    sign_in(page, accounts["resident"])
    numbers = {account["phone"].removeprefix("+86").encode() for account in accounts.values() if account.get("phone")}
    kept = [path for path in (server.folder / "var").rglob("*") if path.is_file()]
    kept.append(server.folder / "server.log")
    assert len(numbers) > 1
    assert [(path.name, number) for path in kept for number in numbers if number in path.read_bytes()] == []
