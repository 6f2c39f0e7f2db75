-- Records signals, each with an id of its own, as phones of one boa do: COOKIE and CSRF are of a session.
local count, thread = 0, 0
local threads = 0
function setup(t)
  t:set("number", threads)
  threads = threads + 1
end

local headers
function init()
  headers = {
    ["Content-Type"] = "application/json",
    ["Cookie"] = os.getenv("COOKIE"),
    ["X-CSRF-Token"] = os.getenv("CSRF"),
  }
  math.randomseed(os.time() + number)
  run = math.random(0, 0xffff)
end

function request()
  count = count + 1
  -- a UUID of version 7: milliseconds, then what tells ids apart
  local millis = string.format("%012x", os.time() * 1000)
  local id = string.format("%s-%s-7%03x-8%03x-%04x%08x", millis:sub(1, 8), millis:sub(9, 12), number, 0, run, count)
  local body = string.format(
    '{"id":"%s","opgenomenOp":"%s","thema":"afval","tekst":"Drie zakken naast de container, nummer %d","plaats":{"lat":%.5f,"lon":%.5f,"nauwkeurigheid":6},"hoedanigheid":"toezicht","fotos":[]}',
    id, os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - 60), count,
    52.53 + (count % 977) / 40000, 5.25 + (count % 1009) / 20000)
  return wrk.format("POST", "/v1/signalen", headers, body)
end

local other = 0
function response(status, _, body)
  if status ~= 201 then
    other = other + 1
    if other == 1 then io.stderr:write("first other answer: ", status, " ", body:sub(1, 300), "\n") end
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format("| %.0f | %.1f | %.1f | %d |\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.timeout))
end
