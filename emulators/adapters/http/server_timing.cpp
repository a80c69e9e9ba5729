#include "emulators/adapters/http/server_timing.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>

namespace kazasu::adapters {

namespace {

using eligibility::ServerShare;

struct Part {
  std::string_view name;
  sim::Duration ServerShare::*duration;
};
constexpr auto kParts = std::array{
    Part{"queue", &ServerShare::queue},   Part{"signature", &ServerShare::signature},
    Part{"status", &ServerShare::status}, Part{"registration", &ServerShare::registration},
    Part{"lookup", &ServerShare::lookup},
};

constexpr auto kNanosPerMilli = std::int64_t{1'000'000};
constexpr auto kLongestMillis = std::int64_t{24} * 60 * 60 * 1000;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes the text up to `separator`, which counts outside quoted strings only.
std::string_view take_until(std::string_view& text, char separator) {
  auto quoted = false;
  auto end = std::size_t{0};
  for (; end < text.size(); ++end) {
    if (text[end] == '"') quoted = !quoted;
    if (quoted && text[end] == '\\') ++end;
    if (!quoted && text[end] == separator) break;
  }
  end = std::min(end, text.size());
  auto const taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

// "12.345678" milliseconds as nanoseconds without passing through floating point; further digits are dropped.
sim::Duration parse_millis(std::string_view text) {
  auto nanos = std::int64_t{0};
  auto scale = kNanosPerMilli;  // of the next digit; falls after the point
  auto fraction = false;
  for (auto const c : text) {
    if (c == '.' && !fraction) {
      fraction = true;
      continue;
    }
    if (c < '0' || c > '9') return sim::Duration{0};
    if (fraction) {
      scale /= 10;
    } else {
      nanos *= 10;
    }
    nanos += (c - '0') * scale;
    if (nanos > kLongestMillis * kNanosPerMilli) return sim::Duration{0};
  }
  return sim::Duration{nanos};
}

sim::Duration duration_of(std::string_view parameters) {
  while (!parameters.empty()) {
    auto parameter = take_until(parameters, ';');
    auto const name = trim(take_until(parameter, '='));
    if (!equals_ignoring_case(name, "dur")) continue;
    auto value = trim(parameter);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return parse_millis(value);
  }
  return sim::Duration{0};
}

}  // namespace

std::string format_server_timing(ServerShare const& share) {
  auto header = std::string{};
  for (auto const& part : kParts) {
    auto const nanos = static_cast<long long>((share.*part.duration).count());
    if (nanos <= 0) continue;
    auto text = std::array<char, 40>{};
    std::snprintf(text.data(), text.size(), ";dur=%lld.%06lld", nanos / kNanosPerMilli,
                  nanos % kNanosPerMilli);
    if (!header.empty()) header += ", ";
    header.append(part.name).append(text.data());
  }
  return header;
}

ServerShare parse_server_timing(std::string_view header) {
  auto share = ServerShare{};
  while (!header.empty()) {
    auto metric = take_until(header, ',');
    auto const name = trim(take_until(metric, ';'));
    auto const part = std::ranges::find(kParts, name, &Part::name);
    if (part != kParts.end()) share.*(part->duration) += duration_of(metric);
  }
  return share;
}

ServerShare fit_within(ServerShare const& share, sim::Duration limit) {
  auto const total = share.total();
  if (total <= limit) return share;
  auto fitted = ServerShare{};
  // Up to five days over up to a day in nanoseconds: the product needs 128 bits.
  __extension__ using Wide = __int128;
  for (auto const& part : kParts) {
    auto const scaled = static_cast<Wide>((share.*part.duration).count()) * limit.count() / total.count();
    fitted.*part.duration = sim::Duration{static_cast<std::int64_t>(scaled)};
  }
  return fitted;
}

}  // namespace kazasu::adapters
