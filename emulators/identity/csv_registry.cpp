#include "emulators/identity/csv_registry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "emulators/identity/csv_table.h"

namespace kazasu::identity {

namespace {

using std::chrono::year_month_day;

constexpr auto kFirstSerial = std::uint32_t{1} << 30U;
constexpr auto kMostPeople = std::size_t{1} << 20U;

constexpr auto kColumns = std::array<std::string_view, 20>{"person",
                                                           "name",
                                                           "kana",
                                                           "sex",
                                                           "birth_date",
                                                           "post_number",
                                                           "address",
                                                           "insurer",
                                                           "symbol",
                                                           "number",
                                                           "branch",
                                                           "qualified",
                                                           "lost",
                                                           "loss_reason",
                                                           "ratio",
                                                           "limit",
                                                           "card",
                                                           "pin",
                                                           "certificate_from",
                                                           "certificate_until"};
constexpr auto kRequired = std::array<std::string_view, 8>{"person",  "name",   "kana",      "birth_date",
                                                           "insurer", "number", "qualified", "pin"};

std::string key_of(std::string_view insurer, std::string_view number) {
  auto const first = std::min(insurer.find_first_not_of(' '), insurer.size());
  return std::string{insurer.substr(first)}.append("/").append(number);
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<year_month_day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto const part = [text](std::size_t offset, std::size_t count) {
    auto value = 0U;
    auto const digits = text.substr(offset, count);
    if (!all_digits(digits)) return 0U;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  auto const date = year_month_day{std::chrono::year{static_cast<int>(part(0, 4))},
                                   std::chrono::month{part(5, 2)}, std::chrono::day{part(8, 2)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

// The fields of one line by name. The first thing wrong is kept; what is read after it does not matter.
class Fields {
 public:
  Fields(std::map<std::string_view, std::size_t> const& columns, CsvLine const& line)
      : columns_(columns), line_(line) {}

  std::string text(std::string_view column) const {
    auto const found = columns_.find(column);
    if (found == columns_.end() || found->second >= line_.fields.size()) return {};
    return line_.fields[found->second];
  }
  std::string required(std::string_view column) {
    auto value = text(column);
    if (value.empty()) fail(column, "is missing");
    return value;
  }
  year_month_day date(std::string_view column) {
    auto const date = parse_date(required(column));
    if (!date) fail(column, "must be a date as YYYY-MM-DD");
    return date.value_or(year_month_day{std::chrono::year{2000}, std::chrono::January, std::chrono::day{1}});
  }
  std::optional<year_month_day> optional_date(std::string_view column) {
    if (text(column).empty()) return std::nullopt;
    return date(column);
  }
  // The position of the field among `words`; the first one when it is empty.
  template <std::size_t Size>
  std::size_t one_of(std::string_view column, std::array<std::string_view, Size> const& words) {
    auto const value = text(column);
    if (value.empty()) return 0;
    auto const found = std::ranges::find(words, value);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    auto list = std::string{"must be one of"};
    for (auto const word : words) list.append(" ").append(word);
    fail(column, list);
    return 0;
  }
  void fail(std::string_view column, std::string_view what) {
    if (mistake_.empty()) mistake_ = std::string{column}.append(" ").append(what);
  }
  std::string const& mistake() const { return mistake_; }

 private:
  std::map<std::string_view, std::size_t> const& columns_;
  CsvLine const& line_;
  std::string mistake_;
};

void check_items(Fields& fields, InsurancePeriod const& period) {
  auto const fault =
      check_insured_identity({period.insurer_number, period.symbol, period.number, period.branch});
  switch (fault) {
    case InsuredIdentityFault::kNone:
      return;
    case InsuredIdentityFault::kInsurerNumber:
      fields.fail("insurer",
                  "is no insurer number: eight digits (national health insurance: six) that end "
                  "with their check digit");
      return;
    case InsuredIdentityFault::kSymbol:
      fields.fail("symbol", "is not as this kind of insurer writes it");
      return;
    case InsuredIdentityFault::kNumber:
      fields.fail("number", "is not as this kind of insurer writes it");
      return;
    case InsuredIdentityFault::kBranch:
      fields.fail("branch", "must have two digits, and be empty for the latter-stage elderly");
      return;
  }
}

InsurancePeriod read_period(Fields& fields) {
  static constexpr auto kReasons = std::array<std::string_view, 5>{"", "01", "02", "03", "99"};
  static constexpr auto kCodes =
      std::array<LossReason, 5>{LossReason::kNone, LossReason::kDeath, LossReason::kAssistance,
                                LossReason::kOtherInsurer, LossReason::kOther};
  auto period = InsurancePeriod{.insurer_number = fields.required("insurer"),
                                .symbol = fields.text("symbol"),
                                .number = fields.required("number"),
                                .branch = fields.text("branch"),
                                .qualified = fields.date("qualified"),
                                .lost = fields.optional_date("lost")};
  if (period.insurer_number.size() == 6) period.insurer_number.insert(0, "  ");
  period.reason = kCodes[fields.one_of("loss_reason", kReasons)];
  if (period.lost && *period.lost < period.qualified) fields.fail("lost", "lies before qualified");
  if (period.lost.has_value() != (period.reason != LossReason::kNone)) {
    fields.fail("loss_reason", "and lost go together");
  }
  check_items(fields, period);
  return period;
}

CsvRegistry::Entry read_person(Fields& fields, PersonIndex index) {
  static constexpr auto kSexes = std::array<std::string_view, 3>{"3", "1", "2"};
  static constexpr auto kCards =
      std::array<std::string_view, 4>{"registered", "unregistered", "suspended", "revoked"};
  auto entry = CsvRegistry::Entry{};
  auto& person = entry.person;
  person.index = index;
  person.name = fields.required("name");
  person.name_kana = fields.required("kana");
  person.address = fields.text("address");
  person.post_number = fields.text("post_number");
  static constexpr auto kSexOf = std::array<Sex, 3>{Sex::kUnset, Sex::kMale, Sex::kFemale};
  person.sex = kSexOf[fields.one_of("sex", kSexes)];
  person.birth_date = fields.date("birth_date");
  person.certificate_serial = kFirstSerial | static_cast<std::uint32_t>(index);
  auto const from = fields.optional_date("certificate_from");
  auto const until = fields.optional_date("certificate_until");
  auto const end_of_day = std::chrono::hours{24} - std::chrono::seconds{1};
  person.certificate_not_before = sim::from_jst({from.value_or(std::chrono::year{2020} / 4 / 1), {}});
  person.certificate_not_after =
      sim::from_jst({until.value_or(std::chrono::year{2049} / 12 / 31), end_of_day});
  person.pin = fields.required("pin");
  if (person.pin.size() != 4 || !all_digits(person.pin)) fields.fail("pin", "must have four digits");
  entry.standing = static_cast<CardStanding>(fields.one_of("card", kCards));
  static constexpr auto kRatios = std::array<std::string_view, 4>{"", "010", "020", "030"};
  entry.history.contribution_ratio = kRatios[fields.one_of("ratio", kRatios)];
  auto const flag = fields.text("limit");
  if (!flag.empty()) {
    static constexpr auto kFlags =
        std::array<std::string_view, 16>{"A01", "A02", "A03", "A04", "A05", "A06", "B01", "B02",
                                         "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10"};
    fields.one_of("limit", kFlags);
    entry.history.limit =
        LimitCertificate{.classification = limit_classification(flag), .flag = flag, .days = {}};
  }
  return entry;
}

void take_own_items(CsvRegistry::Entry& entry) {
  auto const& last = entry.history.periods.back();
  entry.person.insurer_number = last.insurer_number;
  entry.person.insured_symbol = last.symbol;
  entry.person.insured_number = last.number;
  entry.person.insured_branch = last.branch;
  if (!entry.history.limit) return;
  entry.history.limit->days = {last.qualified, last.qualified, std::chrono::year{9999} / 12 / 31};
}

// Column positions, or a mistake.
std::string read_header(CsvLine const& line, std::map<std::string_view, std::size_t>& columns) {
  for (std::size_t i = 0; i < line.fields.size(); ++i) {
    auto const* const known = std::ranges::find(kColumns, line.fields[i]);
    if (known == kColumns.end()) return "line 1: column " + std::to_string(i + 1) + " has an unknown name";
    if (!columns.emplace(*known, i).second) return "line 1: column " + std::string{*known} + " comes twice";
  }
  for (auto const column : kRequired) {
    if (!columns.contains(column)) return "line 1: column " + std::string{column} + " is missing";
  }
  return {};
}

}  // namespace

CsvRegistry::CsvRegistry(std::vector<Entry> people) : people_(std::move(people)) {
  for (auto const& entry : people_) {
    for (auto const& period : entry.history.periods) {
      by_number_.emplace(key_of(period.insurer_number, period.number), entry.person.index);
    }
  }
}

std::optional<PersonIndex> CsvRegistry::by_certificate_serial(std::uint32_t serial) const {
  if (serial < kFirstSerial || serial - kFirstSerial >= people_.size()) return std::nullopt;
  return serial - kFirstSerial;
}

std::optional<CertificateHolder> CsvRegistry::by_certificate(std::uint32_t serial) const {
  auto const person = by_certificate_serial(serial);
  if (!person) return std::nullopt;
  return CertificateHolder{*person, 1};
}

std::optional<PersonIndex> CsvRegistry::by_insured_items(InsuredIdentity const& items,
                                                         std::optional<year_month_day> birth_date) const {
  auto const [first, last] = by_number_.equal_range(key_of(items.insurer_number, items.number));
  for (auto at = first; at != last; ++at) {
    auto const& entry = people_[at->second];
    if (birth_date.value_or(entry.person.birth_date) == entry.person.birth_date &&
        names_anything(entry.history, items))
      return at->second;
  }
  return std::nullopt;
}

CsvPeople read_csv_people(std::string_view text) {
  auto result = CsvPeople{};
  auto const lines = split_csv(text);
  auto columns = std::map<std::string_view, std::size_t>{};
  auto mistake = lines.empty() ? "line 1: a line with the names of the columns is missing"
                               : read_header(lines.front(), columns);
  if (!mistake.empty()) {
    result.mistakes.push_back(std::move(mistake));
    return result;
  }
  auto people = std::vector<CsvRegistry::Entry>{};
  auto known = std::map<std::string, std::size_t>{};
  for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
    auto fields = Fields{columns, *line};
    if (line->fields.size() != lines.front().fields.size()) {
      fields.fail("the line", "has another number of fields than the first line");
    }
    if (people.size() >= kMostPeople) fields.fail("the line", "is beyond the most people, 1048576");
    auto const name = fields.required("person");
    auto const found = known.find(name);
    auto entry = found == known.end() ? read_person(fields, people.size()) : CsvRegistry::Entry{};
    auto period = read_period(fields);
    if (!fields.mistake().empty()) {
      result.mistakes.push_back("line " + std::to_string(line->number) + ": " + fields.mistake());
      continue;
    }
    if (found == known.end()) {
      known.emplace(name, people.size());
      people.push_back(std::move(entry));
    }
    auto& holder = people[found == known.end() ? people.size() - 1 : found->second];
    holder.history.periods.push_back(std::move(period));
  }
  if (!result.mistakes.empty()) return result;
  for (auto& entry : people) {
    std::ranges::stable_sort(entry.history.periods, {}, &InsurancePeriod::qualified);
    take_own_items(entry);
  }
  result.registry = std::make_unique<CsvRegistry>(std::move(people));
  return result;
}

}  // namespace kazasu::identity
