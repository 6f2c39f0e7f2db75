#!/usr/bin/env python3
"""Solves a question of visits with OR-tools, to hold beside `schouw campaign plan`.

usage: ortools_plan.py QUESTION.json SECONDS [PLAN.json]

The same question, the same distances (great circle with detour), the same limits: a vehicle is a visitor on a day, from
home and back; each visit in a day of its window; at most so many visits and minutes a day; least kilometres in all. With
PLAN.json (what `schouw campaign plan --json` gives) OR-tools starts from that plan and tries to make it better. Every
plan is measured with the distances here, so that nobody marks their own work. Prints one line of JSON.
"""

import json
import math
import sys
import time

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

EARTH_KM, DETOUR, SPEED_KM_H = 6371.0, 1.3, 60.0


def road_m(a, b):
    lat_a, lat_b = math.radians(a["lat"]), math.radians(b["lat"])
    up, across = (lat_b - lat_a) / 2, math.radians(b["lon"] - a["lon"]) / 2
    half = math.sin(up) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(across) ** 2
    return round(2000 * EARTH_KM * math.asin(min(1.0, math.sqrt(half))) * DETOUR)


def measured(question, routes):
    """Kilometres of routes `(visitor, [team])`, and whether each is possible."""
    spots = {visit["team"]: visit["spot"] for visit in question["visits"]}
    homes = {visitor["name"]: visitor["home"] for visitor in question["visitors"]}
    total, faults = 0, 0
    for visitor, teams in routes:
        path = [homes[visitor], *(spots[team] for team in teams), homes[visitor]]
        metres = sum(road_m(a, b) for a, b in zip(path, path[1:]))
        minutes = metres / 1000 / SPEED_KM_H * 60 + len(teams) * question["talk_minutes"]
        faults += minutes > question["day_minutes"] + 1 or len(teams) > question["visits_a_day"]
        total += metres
    return total / 1000, faults


def main():
    question, seconds = json.load(open(sys.argv[1])), int(sys.argv[2])
    visits, visitors = question["visits"], question["visitors"]
    slots = [(number, day) for number, one in enumerate(visitors) for day in sorted(set(one["days"]))]
    places = [one["spot"] for one in visits] + [one["home"] for one in visitors]
    metres = [[road_m(a, b) for b in places] for a in places]
    homes = [len(visits) + number for number, _ in slots]
    manager = pywrapcp.RoutingIndexManager(len(places), len(slots), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    transit = routing.RegisterTransitMatrix(metres)
    routing.SetArcCostEvaluatorOfAllVehicles(transit)

    def seconds_of(a, b):
        a, b = manager.IndexToNode(a), manager.IndexToNode(b)
        return round(metres[a][b] / 1000 / SPEED_KM_H * 3600) + (question["talk_minutes"] * 60 if a < len(visits) else 0)

    routing.AddDimension(routing.RegisterTransitCallback(seconds_of), 0, question["day_minutes"] * 60, True, "time")
    one = routing.RegisterUnaryTransitCallback(lambda index: int(manager.IndexToNode(index) < len(visits)))
    routing.AddDimension(one, 0, question["visits_a_day"], True, "visits")
    for number, visit in enumerate(visits):
        index = manager.NodeToIndex(number)
        first, last = visit.get("from") or "0", visit.get("until") or "9"
        allowed = [slot for slot, (who, day) in enumerate(slots)
                   if first <= day <= last and visit.get("by") in (None, visitors[who]["name"])]
        routing.AddDisjunction([index], 10_000_000)
        routing.VehicleVar(index).SetValues([-1, *allowed])

    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromSeconds(seconds)
    begun = time.monotonic()
    told = {"visits": len(visits), "slots": len(slots), "seconds": seconds}
    if len(sys.argv) > 3:
        plan = json.load(open(sys.argv[3]))
        names = {visit["team"]: number for number, visit in enumerate(visits)}
        at = {(visitors[who]["name"], day): slot for slot, (who, day) in enumerate(slots)}
        routes = [[] for _ in slots]
        for day in plan["days"]:
            routes[at[(day["visitor"], day["day"])]] = [names[stop["team"]] for stop in day["stops"]]
        own = [(day["visitor"], [stop["team"] for stop in day["stops"]]) for day in plan["days"]]
        told["schouw_km"], told["schouw_faults"] = measured(question, own)
        told["schouw_unplanned"] = len(plan["unplanned"])
        routing.CloseModelWithParameters(parameters)
        start = routing.ReadAssignmentFromRoutes(routes, True)
        solution = routing.SolveFromAssignmentWithParameters(start, parameters) if start else None
    else:
        solution = routing.SolveWithParameters(parameters)
    told["took_s"] = round(time.monotonic() - begun, 1)
    if solution is None:
        print(json.dumps(told | {"solution": None}))
        return
    routes = []
    for slot, (who, _) in enumerate(slots):
        index, teams = routing.Start(slot), []
        while not routing.IsEnd(index):
            node = manager.IndexToNode(index)
            if node < len(visits):
                teams.append(visits[node]["team"])
            index = solution.Value(routing.NextVar(index))
        if teams:
            routes.append((visitors[who]["name"], teams))
    told["ortools_km"], told["ortools_faults"] = measured(question, routes)
    told["ortools_unplanned"] = len(visits) - sum(len(teams) for _, teams in routes)
    print(json.dumps(told))


main()
