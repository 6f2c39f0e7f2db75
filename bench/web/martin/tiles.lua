-- Asks for the tiles of a list in turn, as a browser does: gzip is taken.
local paths = {}
for line in io.lines(os.getenv("TILES")) do
  local z, x, y = line:match("(%d+) (%d+) (%d+)")
  paths[#paths + 1] = os.getenv("PREFIX") .. "/" .. z .. "/" .. x .. "/" .. y
end
local at = 0
local headers = { ["Accept-Encoding"] = "gzip" }
if os.getenv("NO_STORE") then
  -- Schouw takes such a tile from its snapshot, or draws it, each time
  headers["Cache-Control"] = "no-store"
end

request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end

done = function(summary, latency, _)
  local rate = summary.requests / (summary.duration / 1e6)
  io.write(string.format("%.0f | %.0f | %.0f | %d\n", rate, latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
