#include "emulators/claims/fee_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <utility>

namespace kazasu::claims {

namespace {

constexpr auto kYenPerPoint = 10U;

// One line of a table: its fields, and where it is for whoever has to mend it.
class Line {
 public:
  Line(std::string_view file, std::size_t number, std::string_view text) : file_(file), number_(number) {
    for (;;) {
      auto const comma = text.find(',');
      fields_.push_back(text.substr(0, comma));
      if (comma == std::string_view::npos) return;
      text.remove_prefix(comma + 1);
    }
  }

  std::size_t size() const { return fields_.size(); }
  std::string_view operator[](std::size_t field) const { return fields_[field]; }

  [[noreturn]] void fail(std::string const& expected) const {
    throw std::runtime_error(std::string{file_} + ", line " + std::to_string(number_) + ": expected " +
                             expected);
  }
  template <class Integer>
  Integer number(std::string_view digits, char const* what) const {
    auto value = Integer{};
    auto const* const end = digits.data() + digits.size();
    auto const [stop, failure] = std::from_chars(digits.data(), end, value);
    if (failure != std::errc{} || stop != end) fail(what);
    return value;
  }
  // 0 for an empty field.
  template <class Integer>
  Integer number_or_zero(std::size_t field, char const* what) const {
    return fields_[field].empty() ? Integer{} : number<Integer>(fields_[field], what);
  }
  template <class Value, std::size_t kCount>
  Value one_of(std::string_view word, std::array<std::string_view, kCount> const& words) const {
    auto const found = std::ranges::find(words, word);
    if (found == words.end())
      fail("one of the words at the head of the file, not \"" + std::string{word} + "\"");
    return static_cast<Value>(std::distance(words.begin(), found));
  }

 private:
  std::string_view file_;
  std::size_t number_;
  std::vector<std::string_view> fields_;
};

template <class Each>
void each_word(std::string_view words, Each const& each) {
  while (!words.empty()) {
    auto const space = words.find(' ');
    each(words.substr(0, space));
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
}

// Every line but comments and the names of the columns.
template <class Each>
void each_line(std::string_view file, std::string_view text, std::size_t columns, Each const& each) {
  auto named = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto const end = text.find('\n');
    auto const content = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (content.empty() || content.starts_with('#')) continue;
    if (!std::exchange(named, true)) continue;
    auto const line = Line{file, number, content};
    if (line.size() != columns) line.fail(std::to_string(columns) + " columns");
    each(line);
  }
}

constexpr auto kAmountKinds = std::to_array<std::string_view>({"yen", "points", "percent"});
constexpr auto kLimitUnits =
    std::to_array<std::string_view>({"day", "week", "month", "first", "stay", "patient"});
constexpr auto kExclusionUnits = std::to_array<std::string_view>({"day", "month", "at_once"});
constexpr auto kExclusionRules = std::to_array<std::string_view>({"either", "yields"});

FeeCode code_of(Line const& line, std::string_view digits) {
  if (digits.size() != 9) line.fail("a code of nine digits");
  return line.number<FeeCode>(digits, "a code of nine digits");
}

FeeLimit limit_of(Line const& line, std::string_view word) {
  auto const colon = word.find(':');
  if (colon == std::string_view::npos) line.fail("limits such as day:1");
  return {.unit = line.one_of<LimitUnit>(word.substr(0, colon), kLimitUnits),
          .times = line.number<std::uint32_t>(word.substr(colon + 1), "limits such as day:1")};
}

FeeItem item_of(Line const& line) {
  enum Column {
    kCode,
    kName,
    kKind,
    kAmount,
    kBelowAge,
    kJobs,
    kDayVisits,
    kInstruction,
    kSpecial,
    kAlone,
    kGroup,
    kStandards,
    kLimits
  };
  auto item =
      FeeItem{.code = code_of(line, line[kCode]),
              .name = std::string{line[kName]},
              .kind = line.one_of<AmountKind>(line[kKind], kAmountKinds),
              .amount = line.number<std::uint32_t>(line[kAmount], "a whole amount"),
              .day_visits = line.number_or_zero<std::uint8_t>(kDayVisits, "1, 2 or 3 visits"),
              .instruction = line.number_or_zero<std::uint8_t>(kInstruction, "a kind of instruction"),
              .special_instruction = line.number_or_zero<std::uint8_t>(kSpecial, "a kind of instruction"),
              .alone = line[kAlone] == "alone",
              .group = std::string{line[kGroup]}};
  if (!line[kBelowAge].empty()) item.below_age = line.number<int>(line[kBelowAge], "an age in years");
  each_word(line[kJobs], [&](std::string_view word) {
    item.jobs.push_back(line.number<std::uint8_t>(word, "codes of jobs"));
  });
  each_word(line[kStandards], [&](std::string_view word) {
    item.standards.push_back(line.number<std::uint16_t>(word, "codes of facility standards"));
  });
  each_word(line[kLimits], [&](std::string_view word) { item.limits.push_back(limit_of(line, word)); });
  return item;
}

}  // namespace

std::uint32_t FeeItem::yen() const {
  switch (kind) {
    case AmountKind::kYen:
      return amount;
    case AmountKind::kPoints:
      return amount * kYenPerPoint;
    case AmountKind::kPercent:
      break;
  }
  return 0;
}

FeeTable::FeeTable(Texts const& texts) {
  read_items(texts.items);
  read_addons(texts.addons);
  read_exclusions(texts.exclusions);
  gather_exclusions();
}

void FeeTable::read_items(std::string_view text) {
  constexpr auto kColumns = std::size_t{13};
  each_line("fee items", text, kColumns, [this](Line const& line) { items_.push_back(item_of(line)); });
  std::ranges::sort(items_, {}, &FeeItem::code);
  auto const twice = std::ranges::adjacent_find(items_, {}, &FeeItem::code);
  if (twice != items_.end()) {
    throw std::runtime_error("fee items: the code " + std::to_string(twice->code) + " stands there twice");
  }
  if (items_.size() > kMostFeeItems) throw std::runtime_error("fee items: more than 256 cannot be kept");
  exclusions_.resize(items_.size());
}

void FeeTable::read_addons(std::string_view text) {
  each_line("fee add-ons", text, 2, [this](Line const& line) {
    auto& group = groups_.emplace_back(Group{.name = std::string{line[0]}, .addons = {}});
    each_word(line[1], [&](std::string_view word) {
      group.addons.push_back(code_of(line, word));
      if (find(group.addons.back()) == nullptr) line.fail("codes of fee items");
    });
    std::ranges::sort(group.addons);
    std::ranges::copy(group.addons, std::back_inserter(addons_));
  });
  std::ranges::sort(groups_, {}, &Group::name);
  std::ranges::sort(addons_);
  for (auto const& item : items_) {
    if (item.group.empty() || std::ranges::binary_search(groups_, item.group, {}, &Group::name)) continue;
    throw std::runtime_error("fee items: the code " + std::to_string(item.code) +
                             " has a group without add-ons");
  }
}

void FeeTable::read_exclusions(std::string_view text) {
  each_line("fee exclusions", text, 4, [this](Line const& line) {
    auto const unit = line.one_of<ExclusionUnit>(line[0], kExclusionUnits);
    auto const rule = line.one_of<ExclusionRule>(line[1], kExclusionRules);
    each_word(line[2], [&](std::string_view first_word) {
      each_word(line[3], [&](std::string_view second_word) {
        auto const first = code_of(line, first_word);
        auto const second = code_of(line, second_word);
        if (find(first) == nullptr || find(second) == nullptr) line.fail("codes of fee items");
        exclusions_[place(first)].push_back({second, unit, rule});
        if (rule == ExclusionRule::kEither) exclusions_[place(second)].push_back({first, unit, rule});
      });
    });
  });
}

std::size_t FeeTable::place(FeeCode code) const {
  auto const found = std::ranges::lower_bound(items_, code, {}, &FeeItem::code);
  return found != items_.end() && found->code == code ? static_cast<std::size_t>(found - items_.begin())
                                                      : items_.size();
}

FeeItem const* FeeTable::find(FeeCode code) const {
  auto const at = place(code);
  return at < items_.size() ? &items_[at] : nullptr;
}

bool FeeTable::goes_with(FeeItem const& base, FeeCode addon) const {
  auto const group = std::ranges::lower_bound(groups_, base.group, {}, &Group::name);
  return group != groups_.end() && group->name == base.group &&
         std::ranges::binary_search(group->addons, addon);
}

bool FeeTable::is_addon(FeeCode code) const {
  return std::ranges::binary_search(addons_, code);
}

void FeeTable::gather_exclusions() {
  excluded_.resize(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) {
    for (auto const& exclusion : exclusions_[i]) {
      auto& excluded = excluded_[i];
      auto const in_day = exclusion.unit == ExclusionUnit::kDay;
      auto& set = exclusion.rule == ExclusionRule::kEither
                      ? (in_day ? excluded.either_in_day : excluded.either_in_claim)
                      : (in_day ? excluded.yields_in_day : excluded.yields_in_claim);
      set.set(place(exclusion.other));
    }
  }
}

}  // namespace kazasu::claims
