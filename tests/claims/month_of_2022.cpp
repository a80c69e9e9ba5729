#include "tests/claims/month_of_2022.h"

#include <chrono>

#include "sim/engine.h"

namespace kazasu::claims {

namespace {

using namespace std::chrono_literals;

constexpr auto k2022 = std::chrono::year{2022};

sim::Instant at(char const* text) {
  return sim::parse_iso_date_time(text);
}

}  // namespace

ClaimsMonth ordinary_month(std::chrono::year_month month, std::uint32_t one_in) {
  auto made = ClaimsMonth{
      .asp = {.servers = 5, .fixed = 10min, .per_file = one_in * 1'100ms, .per_receipt = one_in * 1'600us}};
  made.settings.shape.month = month;
  for (auto* kind : {&made.settings.medical, &made.settings.dental, &made.settings.pharmacy}) {
    kind->count /= one_in;
  }
  made.front.workers /= one_in;
  made.front.longest_queue /= one_in;
  return made;
}

ClaimsMonth april_2022(std::uint32_t one_in) {
  auto month = ordinary_month(k2022 / std::chrono::April, one_in);
  month.fund_faults = {{.kind = AspFault::Kind::kOneServer,
                        .from = at("2022-04-08T13:10:00+09:00"),
                        .to = at("2022-04-08T23:00:00+09:00")}};
  month.extension = at("2022-04-12T21:00:00+09:00");
  return month;
}

ClaimsMonth may_2022(std::uint32_t one_in) {
  auto month = ordinary_month(k2022 / std::chrono::May, one_in);
  auto const begins = at("2022-05-09T08:00:00+09:00");
  auto const stops = at("2022-05-09T10:30:00+09:00");
  month.federation_faults = {
      {.kind = AspFault::Kind::kWrongErrors, .from = begins, .to = stops},
      {.kind = AspFault::Kind::kStopped, .from = stops, .to = at("2022-05-09T13:00:00+09:00")}};
  month.extension = at("2022-05-12T21:00:00+09:00");
  auto const holidays = {k2022 / std::chrono::May / 3, k2022 / std::chrono::May / 4,
                         k2022 / std::chrono::May / 5};
  month.settings.shape.holidays = holidays;
  month.settings.office.holidays = holidays;
  return month;
}

MonthRun run(ClaimsMonth const& month) {
  auto const windows = ClaimWindows{month.extension};
  auto front = ClaimsFront{month.front, {}, month.settings.seed};
  auto fund = AspQueue{month.asp, month.fund_faults};
  auto federation = AspQueue{month.asp, month.federation_faults};
  auto const calendar =
      sim::Calendar{sim::from_jst({month.settings.shape.month / std::chrono::day{5}, {}}), 1};
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto others = OtherInstitutions{engine, calendar, {front, fund, federation, windows}, month.settings};
  others.start();
  engine.run_until();
  return {.totals = others.totals(), .slices = others.series().slices()};
}

}  // namespace kazasu::claims
