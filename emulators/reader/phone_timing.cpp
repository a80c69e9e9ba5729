#include "emulators/reader/phone_timing.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace kazasu::reader {

namespace {

constexpr auto kLongest = sim::Duration{sim::Histogram::kHighest};

std::string row(std::string_view name, sim::Histogram const& part, std::int64_t all) {
  auto const milliseconds = [](sim::Duration time) { return static_cast<double>(time.count()) / 1e6; };
  auto const share =
      all == 0 ? 0.0 : 100.0 * static_cast<double>(part.sum_nanoseconds()) / static_cast<double>(all);
  auto line = std::array<char, 128>{};
  std::snprintf(line.data(), line.size(), "%-8.*s %10llu %12.3f %12.3f %8.1f\n",
                static_cast<int>(name.size()), name.data(), static_cast<unsigned long long>(part.count()),
                milliseconds(part.percentile(50)), milliseconds(part.percentile(99)), share);
  return line.data();
}

}  // namespace

std::optional<PhoneTimes> separate(sim::Duration turnaround, sim::Duration host, sim::Duration card) {
  if (card < sim::Duration::zero() || host < card || turnaround < host || turnaround > kLongest) {
    return std::nullopt;
  }
  return PhoneTimes{.network = turnaround - host, .host = host - card, .card = card};
}

std::optional<sim::Duration> elapsed(PhoneTime earlier, PhoneTime later) {
  if (earlier == 0 || later < earlier) return std::nullopt;
  auto const passed = later - earlier;
  if (passed > static_cast<std::uint64_t>(kLongest.count())) return std::nullopt;
  return sim::Duration{static_cast<std::int64_t>(passed)};
}

std::string text_of(PhoneSummary const& summary) {
  auto const all = summary.radio.sum_nanoseconds() + summary.network.sum_nanoseconds() +
                   summary.host.sum_nanoseconds() + summary.card.sum_nanoseconds();
  auto text = std::to_string(summary.exchanges) + " exchanges, " + std::to_string(summary.unusable) +
              " of them without usable times\n";
  text += "part          count       p50 ms       p99 ms  share %\n";
  text += row("radio", summary.radio, all);
  text += row("network", summary.network, all);
  text += row("host", summary.host, all);
  text += row("card", summary.card, all);
  return text;
}

void PhoneTimeline::field_on() {
  open_.reset();
}

void PhoneTimeline::command(PhoneTime heard, PhoneTime handed) {
  close_exchange(handed);
  if (auto const radio = elapsed(handed, heard)) summary_.radio.record(*radio);
  open_ = Open{.heard = heard};
}

void PhoneTimeline::answered(sim::Duration host, sim::Duration card) {
  ++summary_.exchanges;
  if (!open_) return;
  open_->host = host;
  open_->card = card;
  open_->answered = true;
}

void PhoneTimeline::field_off(PhoneTime handed) {
  close_exchange(handed);
  open_.reset();
}

void PhoneTimeline::close_exchange(PhoneTime handed) {
  if (!open_ || !open_->answered) return;
  auto const turnaround = elapsed(open_->heard, handed);
  auto const parts = turnaround ? separate(*turnaround, open_->host, open_->card) : std::nullopt;
  if (!parts) {
    ++summary_.unusable;
    return;
  }
  summary_.network.record(parts->network);
  summary_.host.record(parts->host);
  summary_.card.record(parts->card);
}

}  // namespace kazasu::reader
