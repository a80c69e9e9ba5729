// What may be billed: the items of 訪問看護療養費 with their amounts, conditions, limits and exclusions.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kazasu::claims {

using FeeCode = std::uint32_t;  // nine digits

enum class AmountKind : std::uint8_t { kYen, kPoints, kPercent };
enum class LimitUnit : std::uint8_t { kDay, kWeek, kMonth, kFirst, kStay, kPatient };

struct FeeLimit {
  LimitUnit unit = LimitUnit::kDay;
  std::uint32_t times = 0;
};

struct FeeItem {
  FeeCode code = 0;
  std::string name;
  AmountKind kind = AmountKind::kYen;
  std::uint32_t amount = 0;             // yen, points or percent
  std::optional<int> below_age = {};    // years, on the day of care
  std::vector<std::uint8_t> jobs = {};  // table 20, and 31 to 39 for pairs; empty: none is written
  std::uint8_t day_visits = 0;          // 0 none is written; 1 any, 2 two, 3 three or more
  std::uint8_t instruction = 0;         // master items 45 and 46; 0: none is needed
  std::uint8_t special_instruction = 0;
  bool alone = false;      // an add-on that needs no base item on its day
  std::string group = {};  // of a base item with add-ons
  std::vector<std::uint16_t> standards = {};
  std::vector<FeeLimit> limits = {};

  // As a receipt writes it: points count ten yen each, and a share nothing, being part of its base item.
  std::uint32_t yen() const;
  bool needs_instruction() const { return instruction != 0 || special_instruction != 0; }
};

enum class ExclusionUnit : std::uint8_t { kDay, kMonth, kAtOnce };
// Of two items: kEither, only one of them; kYields, the first is not paid where the second is.
enum class ExclusionRule : std::uint8_t { kEither, kYields };
struct Exclusion {
  FeeCode other = 0;
  ExclusionUnit unit = ExclusionUnit::kDay;
  ExclusionRule rule = ExclusionRule::kEither;
};

// Items by their place in the table.
inline constexpr std::size_t kMostFeeItems = 256;
using FeeSet = std::bitset<kMostFeeItems>;
// What an item cannot stand beside. `either` reaches both ways.
struct ExcludedItems {
  FeeSet either_in_day;
  FeeSet either_in_claim;  // in the month or at once, which one claim shows
  FeeSet yields_in_day;
  FeeSet yields_in_claim;
};

class FeeTable {
 public:
  struct Texts {
    std::string_view items;       // fee_items.csv
    std::string_view addons;      // fee_addons.csv
    std::string_view exclusions;  // fee_exclusions.csv
  };
  // Throws std::runtime_error that names file, line and what was expected.
  explicit FeeTable(Texts const& texts);

  std::span<FeeItem const> items() const { return items_; }
  // Null for a code that is no item.
  FeeItem const* find(FeeCode code) const;
  // Whether the add-on may follow the base item on the same day.
  bool goes_with(FeeItem const& base, FeeCode addon) const;
  // True when some group has the item as its add-on.
  bool is_addon(FeeCode code) const;
  // Of an item of this table.
  std::size_t place(FeeItem const& item) const { return static_cast<std::size_t>(&item - items_.data()); }
  // Those in which the item comes first (kYields) or which have it (kEither, listed with both items).
  std::span<Exclusion const> exclusions(FeeItem const& item) const { return exclusions_[place(item)]; }
  ExcludedItems const& excluded(FeeItem const& item) const { return excluded_[place(item)]; }

 private:
  struct Group {
    std::string name;
    std::vector<FeeCode> addons;  // sorted
  };
  void read_items(std::string_view text);
  void read_addons(std::string_view text);
  void read_exclusions(std::string_view text);
  void gather_exclusions();
  std::size_t place(FeeCode code) const;  // items_.size(): there is none

  std::vector<FeeItem> items_;                      // by code
  std::vector<Group> groups_;                       // by name
  std::vector<FeeCode> addons_;                     // sorted, of all groups
  std::vector<std::vector<Exclusion>> exclusions_;  // beside items_
  std::vector<ExcludedItems> excluded_;             // the same
};

}  // namespace kazasu::claims
