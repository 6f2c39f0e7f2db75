"""Walks every collection of an OGC API Features server to its end with OWSLib.

usage: walk.py URL    prints one line a collection: id, features, different ids
Exits with 1 and says why when a page does not hold what it says, or the pages together not what they promise.
"""

import sys
import urllib.parse

from owslib.ogcapi.features import Features

PAGES_MAX = 1000
LIMIT = 500


def walk(service, collection):
    ids, count, offset = set(), 0, 0
    for _ in range(PAGES_MAX):
        page = service.collection_items(collection, limit=LIMIT, offset=offset)
        features = page["features"]
        assert page["numberReturned"] == len(features), f"{collection}: numberReturned is not what is there"
        ids.update(feature["id"] for feature in features)
        count += len(features)
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            matched = page.get("numberMatched")
            assert matched in (None, count), f"{collection}: {count} features, {matched} promised"
            return count, ids
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(following[0]).query)
        assert int(query["offset"][0]) > offset, f"{collection}: the next page does not go on"
        offset = int(query["offset"][0])
    raise AssertionError(f"{collection}: no end after {PAGES_MAX} pages")


def main(url):
    service = Features(url)
    assert any(uri.endswith("/conf/core") for uri in service.conformance()["conformsTo"])
    assert service.api()["openapi"].startswith("3.0")
    listed = [collection["id"] for collection in service.collections()["collections"]]
    assert listed == service.feature_collections(), "a collection is not one of features"
    for collection in listed:
        service.collection(collection)
        service.collection_queryables(collection)
        count, ids = walk(service, collection)
        assert len(ids) == count, f"{collection}: {count} features with {len(ids)} different ids"
        if ids:
            first = sorted(ids, key=str)[0]
            assert service.collection_item(collection, str(first))["id"] == first
        print(collection, count, len(ids), flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except AssertionError as fault:
        sys.exit(f"walk: {fault}")
