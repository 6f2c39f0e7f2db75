"""What is here, by PostGIS behind a small Python service: the peer of `POST /v1/hier/_zoek`.

One query answers a spot: the buurt that holds it with wijk and gemeente, the notices of the last year within 250 m, nearest
first, and the series of every figure of the buurt with the last of wijk and gemeente. It leaves out what Schouw adds: intervals,
comparisons, rates, sentences, gaps, rules, reports. Run by uvicorn; DSN says where the database is.
"""

import os
from contextlib import asynccontextmanager

from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

QUERY = """
with spot as (select st_setsrid(st_makepoint(%(lon)s, %(lat)s), 4326) as point),
here as (select a.code, a.wijk, a.gemeente, a.name from areas a, spot where st_intersects(a.geom, spot.point)
         order by a.code limit 1),
near as (select n.id, n.kind, n.title, n.text, n.published, n.url,
                round(st_distance(n.geom::geography, spot.point::geography)) as distance_m
         from notices n, spot
         where st_dwithin(n.geom::geography, spot.point::geography, 250) and n.published > current_date - 365
         order by distance_m, n.id limit 25),
counted as (select f.code, f.measure, json_agg(json_build_array(f.period, f.value) order by f.period) as series
            from figures f, here where f.code = here.code group by f.code, f.measure),
larger as (select distinct on (f.code, f.measure) f.code, f.measure, f.period, f.value
           from figures f, here where f.code in (here.wijk, here.gemeente) order by f.code, f.measure, f.period desc)
select json_build_object(
  'areas', (select json_agg(here) from here),
  'notices', coalesce((select json_agg(near) from near), '[]'),
  'figures', coalesce((select json_agg(json_build_object('measure', c.measure, 'label', m.label, 'unit', m.unit,
      'code', c.code, 'series', c.series,
      'compared', (select json_agg(l) from larger l where l.measure = c.measure))) from counted c
      join measures m on m.measure = c.measure), '[]'))::text
"""

CONNECTIONS = 8
pool = AsyncConnectionPool(os.environ["DSN"], min_size=CONNECTIONS, max_size=CONNECTIONS, open=False)


async def here(request):
    asked = await request.json()
    async with pool.connection() as connection:
        row = await (await connection.execute(QUERY, {"lat": asked["lat"], "lon": asked["lon"]}, prepare=True)).fetchone()
    return Response(row[0], media_type="application/json")


@asynccontextmanager
async def open_while_running(_):
    async with pool:
        yield


app = Starlette(routes=[Route("/v1/hier/_zoek", here, methods=["POST"])], lifespan=open_while_running)
