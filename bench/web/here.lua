-- Questions to POST /v1/hier/_zoek for wrk, on spots spread over a box; the same spots in every run.
-- Usage: BOX=west,south,east,north wrk -t2 -c32 -d20s --latency -s bench/web/here.lua http://127.0.0.1:8080
-- Without BOX: the European part of the Netherlands. Prints the statuses other than 200 at the end.

local west, south, east, north = 4.2, 51.3, 6.8, 53.2
local box = os.getenv("BOX")
if box then
  west, south, east, north = box:match("([^,]+),([^,]+),([^,]+),([^,]+)")
  west, south, east, north = tonumber(west), tonumber(south), tonumber(east), tonumber(north)
end

local bodies, at = {}, 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("seed", #threads)
end

function init(_)
  math.randomseed(seed or 1)
  for i = 1, 5000 do
    local lat = south + (north - south) * math.random()
    local lon = west + (east - west) * math.random()
    local body = string.format('{"lat":%.6f,"lon":%.6f}', lat, lon)
    bodies[i] = wrk.format("POST", "/v1/hier/_zoek", { ["Content-Type"] = "application/json" }, body)
  end
  others = 0
end

function request()
  at = at % #bodies + 1
  return bodies[at]
end

function response(status)
  if status ~= 200 then
    others = others + 1
  end
end

function done(summary, latency, _)
  local count = 0
  for _, thread in ipairs(threads) do
    count = count + (thread:get("others") or 0)
  end
  io.write(string.format("requests/s %.0f, p50 %.2f ms, p99 %.2f ms, not 200: %d, errors: %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, count,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
