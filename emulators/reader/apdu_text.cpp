#include "emulators/reader/apdu_text.h"

#include <chrono>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/reader/apdu_names.h"

namespace kazasu::reader {

namespace {

void append_padded(std::string& text, std::int64_t number, std::size_t digits) {
  auto const plain = std::to_string(number);
  if (plain.size() < digits) text.append(digits - plain.size(), '0');
  text += plain;
}

// ISO 8601 in UTC with microseconds.
std::string time_text(std::int64_t unix_us) {
  using std::chrono::floor;
  auto const moment = std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{unix_us}};
  auto const day = floor<std::chrono::days>(moment);
  auto const date = std::chrono::year_month_day{day};
  auto const time = std::chrono::hh_mm_ss{moment - day};
  auto text = std::string{};
  append_padded(text, static_cast<int>(date.year()), 4);
  append_padded(text.append("-"), static_cast<unsigned>(date.month()), 2);
  append_padded(text.append("-"), static_cast<unsigned>(date.day()), 2);
  append_padded(text.append("T"), time.hours().count(), 2);
  append_padded(text.append(":"), time.minutes().count(), 2);
  append_padded(text.append(":"), time.seconds().count(), 2);
  append_padded(text.append("."), time.subseconds().count(), 6);
  return text.append("Z");
}

std::string bytes_text(std::string_view bytes, MaskedBytes masked) {
  if (masked.count == 0) return hexadecimal(bytes);
  auto text = hexadecimal(bytes.substr(0, masked.at));
  if (!text.empty()) text += ' ';
  text.append("[").append(std::to_string(masked.count)).append(" masked]");
  auto const rest = bytes.substr(masked.at + masked.count);
  return rest.empty() ? text : text.append(" ").append(hexadecimal(rest));
}

std::string_view event_words(ReaderEvent event) {
  switch (event) {
    case ReaderEvent::kInserted:
      return "card inserted";
    case ReaderEvent::kRemoved:
      return "card removed";
    case ReaderEvent::kPowerOn:
      return "power on";
    case ReaderEvent::kPowerOff:
      return "power off";
    case ReaderEvent::kReset:
      return "reset";
    case ReaderEvent::kExchange:
      break;
  }
  return {};
}

// Of a masked header nothing can be said.
std::string name_of(ApduRecord const& record) {
  auto const& masked = record.masked_command;
  if (masked.count != 0 && masked.at == 0) return "command of an unknown class";
  return command_name(record.command);
}

// How an exchange ended: "success", "card removed".
std::string end_words(ApduRecord const& record) {
  if (record.end == ExchangeEnd::kRemoved) return "card removed";
  if (record.end == ExchangeEnd::kMute) return "no answer";
  auto const distorted = record.end == ExchangeEnd::kDistorted;
  auto const& masked = record.masked_answer;
  auto const status_shown = masked.count == 0 || masked.at + masked.count + 2 <= record.answer.size();
  auto const answer = card::decode_response(record.answer);
  if (!answer || !status_shown) return distorted ? "distorted" : "no status word";
  auto words = status_meaning(answer->status);
  return distorted ? words.append(", distorted") : words;
}

}  // namespace

std::string summary(ApduRecord const& record) {
  if (record.event != ReaderEvent::kExchange) return std::string{event_words(record.event)};
  return name_of(record).append(": ").append(end_words(record));
}

std::string trace_key(ApduRecord const& record) {
  if (record.event != ReaderEvent::kExchange) {
    auto text = std::string{event_words(record.event)};
    return record.answer.empty() ? text : text.append(", ATR ").append(hexadecimal(record.answer));
  }
  auto text = name_of(record).append(": ");
  text.append(bytes_text(record.command, record.masked_command)).append(" -> ");
  if (record.answer.empty()) return text.append(end_words(record));
  text.append(bytes_text(record.answer, record.masked_answer));
  return text.append(" (").append(end_words(record)).append(")");
}

std::string text_line(ApduRecord const& record) {
  auto text = time_text(record.unix_us);
  text.append(" slot ").append(std::to_string(record.slot)).append(": ").append(trace_key(record));
  if (record.event != ReaderEvent::kExchange) return text;
  auto const took = std::chrono::duration_cast<std::chrono::microseconds>(record.took);
  return text.append(", ").append(std::to_string(took.count())).append(" us");
}

}  // namespace kazasu::reader
