#include "sim/trace.h"

#include "sim/random.h"

namespace kazasu::sim {

void Trace::add(TimePoint time, std::uint64_t entity, std::string_view event, std::uint64_t detail) {
  hash_.add(static_cast<std::uint64_t>(time.time_since_epoch().count()));
  hash_.add(entity);
  hash_.add(purpose_number(event));
  hash_.add(detail);
  if (!keep_lines_) return;
  lines_ += std::to_string(time.time_since_epoch().count()) + ' ' + std::to_string(entity) + ' ';
  lines_ += event;
  lines_ += ' ' + std::to_string(detail) + '\n';
}

std::string hex_digest(std::uint64_t hash) {
  auto text = std::string(16, '0');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = "0123456789abcdef"[(hash >> (60U - 4U * i)) & 0xFU];
  return text;
}

}  // namespace kazasu::sim
