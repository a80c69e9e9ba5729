// Measured times of a real card and reader, read from a file, in place of the timing model's distributions.
#pragma once

#include <optional>
#include <string>

#include "sim/distribution.h"

namespace kazasu::card {

// One distribution for every kind the file has; the other kinds stay with the model. Each is the time of one
// whole exchange as the terminal sees it, air and reader included; `read` is one READ BINARY.
struct CardTrace {
  std::optional<sim::Distribution> activation;
  std::optional<sim::Distribution> select;
  std::optional<sim::Distribution> verify;
  std::optional<sim::Distribution> read;
  std::optional<sim::Distribution> sign;
};

// Comma-separated text: the line "kind,milliseconds", then one measurement per line, for instance
// "verify,31.4". Kinds: activation, select, verify, read, sign. Milliseconds: 0 to 60,000, decimals allowed.
// Empty lines and lines that begin with # are skipped. Throws std::runtime_error "path:line: ..." for the
// first line that is otherwise, and "path: ..." when the file cannot be read or holds no measurement.
CardTrace load_card_trace(std::string const& path);

}  // namespace kazasu::card
