#include "emulators/eligibility/station_setup.h"

#include <charconv>
#include <stdexcept>

namespace kazasu::eligibility {

namespace {

constexpr auto kNone = std::string_view{"-"};
constexpr auto kDigits = std::string_view{"0123456789"};
constexpr auto kHexDigits = std::string_view{"0123456789abcdef"};
constexpr auto kTokenDigits = std::size_t{32};
constexpr auto kCodeDigits = std::size_t{12};
constexpr auto kPasscodeDigits = std::size_t{6};
constexpr auto kLatest = sim::Instant{std::chrono::milliseconds{253'402'300'799'999}};  // in the year 9999

[[noreturn]] void refuse() {
  throw std::invalid_argument("the settings of a station have no form");
}

std::string_view or_none(std::string const& text) {
  return text.empty() ? kNone : text;
}

int day_number(std::chrono::year_month_day day) {
  auto const month = static_cast<int>(static_cast<unsigned>(day.month()));
  return static_cast<int>(day.year()) * 10'000 + month * 100 +
         static_cast<int>(static_cast<unsigned>(day.day()));
}

// Words apart by one space, lines ended by one line feed.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  bool over() const { return rest_.empty(); }
  bool line_begins_with(std::string_view name) const {
    return rest_.starts_with(name) && rest_.substr(name.size()).starts_with(' ');
  }
  void expect(std::string_view name) {
    if (up_to(' ') != name) refuse();
  }
  std::string_view next() { return up_to(' '); }
  std::string_view last() { return up_to('\n'); }

 private:
  std::string_view up_to(char end) {
    auto const at = rest_.find_first_of(" \n");
    if (at == std::string_view::npos || at == 0 || rest_[at] != end) refuse();
    auto const word = rest_.substr(0, at);
    rest_.remove_prefix(at + 1);
    return word;
  }

  std::string_view rest_;
};

template <class Number>
Number number(std::string_view text) {
  auto value = Number{};
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, value);
  // In the one form that is written.
  if (read.ec != std::errc{} || read.ptr != end || std::to_string(value) != text) refuse();
  return value;
}

std::string exactly(std::size_t length, std::string_view of, std::string_view text) {
  if (text.size() != length || text.find_first_not_of(of) != std::string_view::npos) refuse();
  return std::string{text};
}
std::string token_or_none(std::string_view text) {
  return text == kNone ? std::string{} : exactly(kTokenDigits, kHexDigits, text);
}

bool one_of(std::string_view text, std::string_view yes, std::string_view no) {
  if (text != yes && text != no) refuse();
  return text == yes;
}

std::chrono::year_month_day day(std::string_view text) {
  auto const value = number<int>(exactly(8, kDigits, text));
  auto const day = std::chrono::year{value / 10'000} /
                   std::chrono::month{static_cast<unsigned>(value / 100 % 100)} /
                   std::chrono::day{static_cast<unsigned>(value % 100)};
  if (!day.ok()) refuse();
  return day;
}

void read_passcode(Words& words, StationSetup& setup) {
  words.expect("passcode");
  setup.passcode = exactly(kPasscodeDigits, kDigits, words.next());
  setup.passcode_day = day(words.next());
  setup.wrong = number<int>(words.last());
  if (setup.wrong < 0 || setup.wrong > StationSetup::kPasscodeTries) refuse();
}

StationSetup::Code read_code(Words& words) {
  words.expect("code");
  auto code = StationSetup::Code{};
  code.code = exactly(kCodeDigits, kDigits, words.next());
  code.until = sim::Instant{std::chrono::milliseconds{number<std::int64_t>(words.next())}};
  if (code.until < sim::Instant{} || code.until > kLatest) refuse();
  code.disabled = one_of(words.next(), "disabled", "kept");
  code.device = token_or_none(words.last());
  return code;
}

}  // namespace

std::string station_setup_text(StationSetup const& setup) {
  auto text = std::string{"station 1\n"};
  auto const line = [&text](auto const&... words) {
    ((text += std::string_view{words}, text += ' '), ...);
    text.back() = '\n';
  };
  line("made", std::to_string(setup.made));
  line("use", setup.off ? "off" : "on");
  line("continuing", or_none(setup.continuing_url));
  line("online", or_none(setup.online_url));
  if (!setup.passcode.empty()) {
    line("passcode", setup.passcode, std::to_string(day_number(setup.passcode_day)),
         std::to_string(setup.wrong));
  }
  for (auto const& code : setup.codes) {
    line("code", code.code, std::to_string(code.until.time_since_epoch().count()),
         code.disabled ? "disabled" : "kept", or_none(code.device));
  }
  return text;
}

StationSetup parse_station_setup(std::string_view text) {
  auto words = Words{text};
  auto setup = StationSetup{};
  words.expect("station");
  if (words.last() != "1") refuse();
  words.expect("made");
  setup.made = number<std::uint64_t>(words.last());
  words.expect("use");
  setup.off = one_of(words.last(), "off", "on");
  words.expect("continuing");
  setup.continuing_url = token_or_none(words.last());
  words.expect("online");
  setup.online_url = token_or_none(words.last());
  if (words.line_begins_with("passcode")) read_passcode(words, setup);
  while (!words.over()) setup.codes.push_back(read_code(words));
  if (setup.codes.size() > StationSetup::kMostCodes) refuse();
  return setup;
}

}  // namespace kazasu::eligibility
