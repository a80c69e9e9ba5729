#include "emulators/card/card_trace.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace kazasu::card {

namespace {

constexpr auto kHeader = std::string_view{"kind,milliseconds"};
constexpr double kLongestMilliseconds = 60'000;

struct Kind {
  std::string_view name;
  std::optional<sim::Distribution> CardTrace::*distribution;
};
constexpr auto kKinds = std::array{
    Kind{"activation", &CardTrace::activation},
    Kind{"select", &CardTrace::select},
    Kind{"verify", &CardTrace::verify},
    Kind{"read", &CardTrace::read},
    Kind{"sign", &CardTrace::sign},
};
using Samples = std::array<std::vector<sim::Duration>, kKinds.size()>;

struct Line {
  std::string const& path;
  std::size_t number;
  std::string_view text;
};

[[noreturn]] void refuse(Line line, std::string const& expected) {
  throw std::runtime_error(line.path + ":" + std::to_string(line.number) + ": expected " + expected +
                           ", found \"" + std::string{line.text.substr(0, 60)} + "\"");
}

std::size_t kind_of(Line line, std::string_view name) {
  auto const kind =
      std::find_if(kKinds.begin(), kKinds.end(), [name](auto const& k) { return k.name == name; });
  if (kind == kKinds.end()) refuse(line, "activation, select, verify, read or sign before the comma");
  return static_cast<std::size_t>(kind - kKinds.begin());
}

sim::Duration duration_of(Line line, std::string_view text) {
  auto milliseconds = -1.0;
  auto const parsed =
      std::from_chars(text.data(), text.data() + text.size(), milliseconds, std::chars_format::fixed);
  auto const whole = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  if (!whole || !(milliseconds >= 0) || milliseconds > kLongestMilliseconds) {
    refuse(line, "milliseconds from 0 to 60000 after the comma");
  }
  return sim::Duration{static_cast<sim::Duration::rep>(milliseconds * 1e6 + 0.5)};
}

void add_line(Line line, Samples& samples) {
  auto const comma = line.text.find(',');
  if (comma == std::string_view::npos) refuse(line, "kind,milliseconds");
  auto const kind = kind_of(line, line.text.substr(0, comma));
  samples[kind].push_back(duration_of(line, line.text.substr(comma + 1)));
}

Samples read_samples(std::string const& path) {
  auto file = std::ifstream{path};
  if (!file) throw std::runtime_error(path + ": cannot be read; a card trace was expected there");
  auto samples = Samples{};
  auto header_seen = false;
  auto number = std::size_t{0};
  for (auto text = std::string{}; std::getline(file, text);) {
    ++number;
    if (text.ends_with('\r')) text.pop_back();
    if (text.empty() || text.front() == '#') continue;
    auto const line = Line{path, number, text};
    if (header_seen) {
      add_line(line, samples);
    } else if (text == kHeader) {
      header_seen = true;
    } else {
      refuse(line, "the header kind,milliseconds");
    }
  }
  return samples;
}

sim::Distribution distribution_of(std::vector<sim::Duration> samples) {
  if (samples.size() == 1) return sim::Distribution::constant(samples.front());
  std::sort(samples.begin(), samples.end());
  auto quantiles = std::vector<std::pair<double, sim::Duration>>{};
  quantiles.reserve(samples.size());
  auto const last = static_cast<double>(samples.size() - 1);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    quantiles.emplace_back(static_cast<double>(i) / last, samples[i]);
  }
  return sim::Distribution::empirical(quantiles);
}

}  // namespace

CardTrace load_card_trace(std::string const& path) {
  auto samples = read_samples(path);
  auto trace = CardTrace{};
  auto found = false;
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
    if (samples[kind].empty()) continue;
    trace.*kKinds[kind].distribution = distribution_of(std::move(samples[kind]));
    found = true;
  }
  if (!found) throw std::runtime_error(path + ": holds no measurement; expected lines such as verify,31.4");
  return trace;
}

}  // namespace kazasu::card
