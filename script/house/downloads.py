"""What is fetched while packages are, as it needs none of them: fonts, and with the system's npm what pages link to.

What fails is tried again, and said, by whoever needs it.
"""

from concurrent.futures import ThreadPoolExecutor

from script.house import assets, environment, fonts


def fetch() -> None:
    with environment.only_one(environment.SET_UP), ThreadPoolExecutor() as pool:
        pool.submit(fonts.provide, environment.font_dir())
        if assets.npm_of_the_system():
            pool.submit(assets.provide_vendor_files)


if __name__ == "__main__":
    fetch()
