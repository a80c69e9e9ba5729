#include "emulators/claims/file_diff.h"

#include <algorithm>
#include <array>
#include <map>

#include "emulators/claims/record_fields.h"

namespace kazasu::claims {

namespace {

// Where a record stands, so that it can be met in the other file.
struct Place {
  std::uint32_t receipt = 0;
  std::uint8_t type = 0;  // beyond the last for what is no record
  std::uint32_t ordinal = 0;
  auto operator<=>(Place const&) const = default;
};
constexpr auto kUnknown = static_cast<std::uint8_t>(kRecordTypes);

using Records = std::map<Place, std::string_view>;

Records records_of(std::string_view file) {
  auto records = Records{};
  auto receipt = std::uint32_t{0};
  auto counts = std::array<std::uint32_t, kRecordTypes + 1>{};
  while (!file.empty() && file.front() != '\x1A') {
    auto const end = file.find('\n');
    auto text = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    auto const type = record_type_by_id(text.substr(0, text.find(',')));
    if (type == RecordType::kReceipt) {
      ++receipt;
      counts = {};
    }
    auto const number = type ? static_cast<std::uint8_t>(*type) : kUnknown;
    auto const of_file = type == RecordType::kStation || type == RecordType::kEnd;
    records.emplace(Place{of_file ? 0 : receipt, number, ++counts[number]}, text);
  }
  return records;
}

}  // namespace

bool compare_files(std::string_view first, std::string_view second,
                   std::function<void(RecordDifference const&)> const& give) {
  using Kind = RecordDifference::Kind;
  auto const here = records_of(first);
  auto const there = records_of(second);
  auto same = true;
  auto const report = [&](Place const& place, Kind kind, std::size_t field, std::string_view a,
                          std::string_view b) {
    same = false;
    auto const known = place.type != kUnknown;
    give({.kind = known ? kind : Kind::kUnreadable,
          .receipt = place.receipt,
          .type = known ? static_cast<RecordType>(place.type) : RecordType::kStation,
          .ordinal = place.ordinal,
          .field = field,
          .first = a,
          .second = b});
  };
  auto a = here.begin();
  auto b = there.begin();
  while (a != here.end() || b != there.end()) {
    if (b == there.end() || (a != here.end() && a->first < b->first)) {
      report(a->first, Kind::kOnlyInFirst, 0, a->second, {});
      ++a;
    } else if (a == here.end() || b->first < a->first) {
      report(b->first, Kind::kOnlyInSecond, 0, {}, b->second);
      ++b;
    } else {
      if (a->second != b->second) {
        auto const mine = RecordFields{a->second};
        auto const other = RecordFields{b->second};
        auto const before = same;
        same = true;
        for (std::size_t field = 1; field < std::max(mine.size(), other.size()); ++field) {
          if (mine[field] != other[field]) report(a->first, Kind::kField, field, mine[field], other[field]);
        }
        // Empty fields more or fewer.
        if (same) report(a->first, Kind::kField, 0, a->second, b->second);
        same = same && before;
      }
      ++a;
      ++b;
    }
  }
  return same;
}

}  // namespace kazasu::claims
