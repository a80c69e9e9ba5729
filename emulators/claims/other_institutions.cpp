#include "emulators/claims/other_institutions.h"

#include <algorithm>
#include <utility>

namespace kazasu::claims {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto kOpeningDay = std::chrono::day{5};
constexpr auto kDeadlineDay = std::chrono::day{10};
// Whoever begins late in the evening stays at least so long.
constexpr auto kShortestStay = 2h;
// A client that is turned away and tries again at once takes at least so long about it.
constexpr auto kQuickestTry = 1s;

milliseconds draw(sim::Distribution const& distribution, sim::RandomStream& random) {
  return std::chrono::ceil<milliseconds>(distribution.sample(random));
}

std::size_t place_of(Payer payer) {
  return payer == Payer::kFund ? 0 : 1;
}

}  // namespace

struct OtherInstitutions::Clerk {
  Clerk(OtherInstitutionsSettings const& settings, std::uint32_t institution)
      : random(settings.seed, "claims institution", institution),
        attendance(settings.office, random),
        one_by_one(random.chance(settings.one_by_one_ppm)) {
    if (random.below(2) == 0) std::swap(order[0], order[1]);
  }

  Errand& errand(Payer payer) { return errands[place_of(payer)]; }
  bool is_received() const { return std::ranges::all_of(errands, &Errand::received); }
  bool is_done() const {
    return std::ranges::all_of(errands, [](Errand const& errand) { return errand.step == Step::kDone; });
  }

  sim::RandomStream random;
  Attendance attendance;
  bool one_by_one;
  std::array<Payer, kPayers> order{Payer::kFund, Payer::kFederation};
  std::uint8_t kind = 0;
  sim::Instant leaves{};
  std::array<Errand, kPayers> errands;
};

OtherInstitutions::OtherInstitutions(sim::Engine& engine, sim::Calendar const& calendar,
                                     SharedClaimsSystem system, OtherInstitutionsSettings settings)
    : engine_(engine),
      calendar_(calendar),
      system_(system),
      settings_(std::move(settings)),
      deadline_(sim::from_jst({settings_.shape.month / kDeadlineDay, 24h})),
      end_(system.windows.automatic_confirmation(sim::from_jst({settings_.shape.month / kDeadlineDay, 12h}))),
      kinds_{settings_.medical, settings_.dental, settings_.pharmacy},
      retries_{Retries{settings_.retries}, Retries{settings_.retries}, Retries{settings_.retries}},
      series_(sim::from_jst({settings_.shape.month / kOpeningDay, 8h}), end_) {
  auto const shape = SendShape{settings_.shape};
  auto const institutions = kinds_[0].count + kinds_[1].count + kinds_[2].count;
  meant_.reserve(institutions);
  for (auto number = std::uint32_t{0}; number < institutions; ++number) {
    auto random = sim::RandomStream{settings_.seed, "claims meant", number};
    meant_.push_back({.meant = shape.draw(random), .number = number});
    ++series_.at(meant_.back().meant).meant;
  }
  std::ranges::sort(meant_);
}

void OtherInstitutions::start() {
  engine_.spawn(begin_all());
  engine_.spawn(sample());
}

std::size_t OtherInstitutions::kind_of(std::uint32_t number) const {
  if (number < kinds_[0].count) return 0;
  return number < kinds_[0].count + kinds_[1].count ? 1 : 2;
}

bool OtherInstitutions::is_last_day(std::chrono::year_month_day day) const {
  return day.day() == kDeadlineDay || day == sim::date_jst(end_ - 1ms);
}

auto OtherInstitutions::think(Clerk& clerk) {
  return sleep_until(now() + draw(settings_.think, clerk.random));
}

sim::Task<void> OtherInstitutions::begin_all() {
  for (auto const& beginning : meant_) {
    co_await sleep_until(beginning.meant);
    ++begun_;
    engine_.spawn(work(beginning.number));
  }
}

sim::Task<void> OtherInstitutions::sample() {
  for (auto const& slice : series_.slices()) {
    co_await sleep_until(slice.begins);
    auto const at = slice.begins;
    auto& sampled = series_.at(at);
    sampled.front_wait = system_.front.wait(at);
    sampled.front_waiting = static_cast<std::uint32_t>(system_.front.waiting(at));
    sampled.fund_backlog = static_cast<std::uint32_t>(system_.fund_asp.waiting(at));
    sampled.federation_backlog = static_cast<std::uint32_t>(system_.federation_asp.waiting(at));
  }
}

sim::Task<void> OtherInstitutions::work(std::uint32_t number) {
  auto clerk = Clerk{settings_, number};
  clerk.kind = static_cast<std::uint8_t>(kind_of(number));
  auto const today = sim::date_jst(now());
  clerk.leaves =
      std::max(clerk.attendance.leaves(settings_.office, today, is_last_day(today)), now() + kShortestStay);
  while (true) {
    auto gave_up = false;
    for (auto const payer : clerk.order) {
      if (clerk.errand(payer).step != Step::kDone && clerk.errand(payer).due <= now()) {
        auto const went_well = co_await attend(clerk, payer);
        gave_up = !went_well;
      }
      if (gave_up || (clerk.one_by_one && clerk.errand(payer).step != Step::kDone)) break;
    }
    if (clerk.is_done()) co_return;
    auto const next = next_sitting(clerk, gave_up);
    // What was received is confirmed by the system.
    if (next >= end_ || (next >= deadline_ && clerk.is_received())) co_return;
    co_await sleep_until(next);
  }
}

sim::Instant OtherInstitutions::next_sitting(Clerk& clerk, bool gave_up) {
  auto next = sim::Instant::max();
  if (gave_up) {
    next = now() + draw(settings_.come_back_after, clerk.random);
  } else {
    for (auto const payer : clerk.order) {
      auto const& errand = clerk.errand(payer);
      if (errand.step == Step::kDone) continue;
      next = std::min(next, errand.due);
      if (clerk.one_by_one) break;
    }
  }
  if (next < clerk.leaves) return next;
  auto const today = sim::date_jst(now());
  next = std::max(next, clerk.attendance.comes_next(settings_.office, today));
  auto const day = sim::date_jst(next);
  clerk.leaves = clerk.attendance.leaves(settings_.office, day, is_last_day(day));
  return next;
}

sim::Task<bool> OtherInstitutions::attend(Clerk& clerk, Payer payer) {
  auto& errand = clerk.errand(payer);
  while (true) {
    if (now() >= errand.session) {
      auto const logged_in = co_await ask(clerk, nullptr);
      if (logged_in != Asked::kAnswered) co_return false;
      errand.session = now() + settings_.session;
      co_await think(clerk);
    }
    auto const asked = co_await ask(clerk, &errand.session);
    if (asked == Asked::kGaveUp) co_return false;
    if (asked == Asked::kLoggedOut) continue;
    errand.session = now() + settings_.session;
    auto const goes_on = take_step(clerk, payer);
    if (!goes_on) co_return true;
    co_await think(clerk);
  }
}

sim::Task<OtherInstitutions::Asked> OtherInstitutions::ask(Clerk& clerk, sim::Instant const* session) {
  auto& retries = retries_[clerk.kind];
  for (auto failures = std::uint32_t{0};;) {
    auto const begins = now();
    if (begins >= clerk.leaves || !system_.windows.is_open(ClaimAction::kSend, begins)) {
      co_return Asked::kGaveUp;
    }
    if (session != nullptr && begins >= *session) co_return Asked::kLoggedOut;
    if (failures == 0) retries.note_first_request();
    series_.note_request(begins, failures > 0);
    auto const answer = system_.front.enter(begins);
    co_await sleep_until(answer.answered_at);
    series_.note_answer(answer.answered_at, answer.outcome);
    if (answer.outcome == FrontOutcome::kServed) co_return Asked::kAnswered;
    auto const pause = retries.pause_after(++failures, clerk.random);
    if (!pause) co_return Asked::kGaveUp;
    co_await sleep_until(std::max(answer.answered_at + *pause, begins + kQuickestTry));
  }
}

bool OtherInstitutions::take_step(Clerk& clerk, Payer payer) {
  auto& errand = clerk.errand(payer);
  switch (errand.step) {
    case Step::kSend:
      send(clerk, payer);
      return false;
    case Step::kLook:
      if (errand.ready > now()) {
        errand.due = now() + draw(settings_.look_again, clerk.random);
        return false;
      }
      errand.step = Step::kTakeList;
      return true;
    case Step::kTakeList:
      if (errand.wrong || clerk.random.chance(settings_.corrects_ppm)) {
        errand.step = Step::kSend;
        errand.due = now() + draw(settings_.correct_after, clerk.random);
        return false;
      }
      errand.step = Step::kConfirm;
      return true;
    case Step::kConfirm:
      if (now() < deadline_ && clerk.errand(payer).received) ++confirmed_;
      errand.step = Step::kDone;
      return false;
    case Step::kDone:
      break;
  }
  return false;
}

void OtherInstitutions::send(Clerk& clerk, Payer payer) {
  auto& errand = clerk.errand(payer);
  auto const at = now();
  auto const was_received = clerk.is_received();
  errand.ready = asp(payer).enter(at, kinds_[clerk.kind].receipts);
  errand.wrong = asp(payer).is_wrong(errand.ready);
  errand.received = errand.received || !errand.wrong;
  errand.step = Step::kLook;
  errand.due = at + draw(settings_.look_after, clerk.random);
  if (was_received || !clerk.is_received()) return;
  ++series_.at(at).received;
  ++(at < deadline_ ? by_deadline_ : later_);
}

WindowTotals OtherInstitutions::totals() const {
  auto totals = series_.sums();
  totals.institutions = institutions();
  totals.begun = begun_;
  totals.by_deadline = by_deadline_;
  totals.unreceived = totals.institutions - by_deadline_;
  totals.by_extension = later_;
  totals.confirmed = confirmed_;
  totals.wasted = system_.front.wasted();
  return totals;
}

}  // namespace kazasu::claims
