#include "emulators/adapters/card_host/control_messages.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <limits>
#include <stdexcept>
#include <utility>

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kInterfaces = std::array<std::pair<std::string_view, CardInterface>, 2>{
    {{"contactless", CardInterface::kContactless}, {"contact", CardInterface::kContact}}};
constexpr auto kVerdicts = std::array<std::pair<std::string_view, ControlVerdict>, 6>{
    {{"done", ControlVerdict::kDone},
     {"not understood", ControlVerdict::kNotUnderstood},
     {"no such slot", ControlVerdict::kNoSuchSlot},
     {"occupied", ControlVerdict::kOccupied},
     {"empty", ControlVerdict::kEmpty},
     {"card unusable", ControlVerdict::kCardUnusable}}};

template <class Table>
auto value_of(Table const& table, std::string_view name, char const* field) {
  auto const row =
      std::find_if(table.begin(), table.end(), [name](auto const& r) { return r.first == name; });
  if (row != table.end()) return row->second;
  auto words = std::string{};
  for (auto const& known : table) words += (words.empty() ? "" : ", ") + std::string{known.first};
  throw std::invalid_argument("\"" + std::string{field} + "\" has to be one of: " + words);
}

template <class Table, class Value>
std::string_view name_of(Table const& table, Value value) {
  return std::find_if(table.begin(), table.end(), [value](auto const& r) { return r.second == value; })
      ->first;
}

json::object parse_line(std::string_view line) {
  auto failure = json::error_code{};
  auto parsed = json::parse(line, failure);
  if (failure) throw std::invalid_argument("the line is not JSON (" + failure.message() + ")");
  if (!parsed.is_object()) throw std::invalid_argument("the line has to be a JSON object");
  return std::move(parsed.as_object());
}

std::uint64_t number(json::object const& object, char const* field, std::uint64_t most) {
  auto failure = json::error_code{};
  auto const* const found = object.if_contains(field);
  auto const value = found == nullptr ? 0 : found->to_number<std::uint64_t>(failure);
  if (found == nullptr || failure || value > most) {
    throw std::invalid_argument("\"" + std::string{field} + "\" has to be a whole number from 0 to " +
                                std::to_string(most));
  }
  return value;
}

std::string text(json::object const& object, char const* field) {
  auto const* const found = object.if_contains(field);
  if (found == nullptr || !found->is_string()) {
    throw std::invalid_argument("\"" + std::string{field} + "\" has to be a text");
  }
  return std::string{found->as_string()};
}

constexpr auto kMostSlots = std::numeric_limits<std::uint32_t>::max();
constexpr auto kMostNumber = std::numeric_limits<std::uint64_t>::max();

InsertOrder parse_insert(json::object const& object) {
  auto order = InsertOrder{.slot = static_cast<std::uint32_t>(number(object, "slot", kMostSlots)),
                           .person = number(object, "person", kMostNumber)};
  if (object.contains("profile")) order.profile = text(object, "profile");
  if (object.contains("faults")) order.faults = text(object, "faults");
  if (object.contains("fault_seed")) order.fault_seed = number(object, "fault_seed", kMostNumber);
  if (object.contains("interface")) {
    order.interface = value_of(kInterfaces, text(object, "interface"), "interface");
  }
  if (auto const* const swap = object.if_contains("swap")) {
    if (!swap->is_bool()) throw std::invalid_argument("\"swap\" has to be true or false");
    order.swap = swap->as_bool();
  }
  return order;
}

json::object object_of(InsertOrder const& order) {
  return {{"do", "insert"},
          {"slot", order.slot},
          {"person", order.person},
          {"profile", order.profile},
          {"faults", order.faults},
          {"fault_seed", order.fault_seed},
          {"interface", name_of(kInterfaces, order.interface)},
          {"swap", order.swap}};
}
json::object object_of(RemoveOrder const& order) {
  return {{"do", "remove"}, {"slot", order.slot}};
}
json::object object_of(ListOrder const&) {
  return {{"do", "list"}};
}
json::object object_of(TraceOrder const&) {
  return {{"do", "trace"}};
}

}  // namespace

ControlOrder parse_order(std::string_view line) {
  auto const object = parse_line(line);
  auto const what = text(object, "do");
  if (what == "insert") return parse_insert(object);
  if (what == "remove") return RemoveOrder{static_cast<std::uint32_t>(number(object, "slot", kMostSlots))};
  if (what == "list") return ListOrder{};
  if (what == "trace") return TraceOrder{};
  throw std::invalid_argument("\"do\" has to be one of: insert, remove, list, trace");
}

ControlAnswer parse_answer(std::string_view line) {
  auto const object = parse_line(line);
  auto answer = ControlAnswer{.verdict = value_of(kVerdicts, text(object, "verdict"), "verdict")};
  if (object.contains("message")) answer.message = text(object, "message");
  auto const* const slots = object.if_contains("slots");
  if (slots == nullptr) return answer;
  if (!slots->is_array()) throw std::invalid_argument("\"slots\" has to be a list");
  for (auto const& entry : slots->as_array()) {
    if (!entry.is_object()) throw std::invalid_argument("\"slots\" has to be a list of objects");
    auto const& slot = entry.as_object();
    answer.slots.push_back({.slot = static_cast<std::uint32_t>(number(slot, "slot", kMostSlots)),
                            .card = text(slot, "card"),
                            .exchanges = number(slot, "exchanges", kMostNumber)});
  }
  return answer;
}

std::string text_of(ControlOrder const& order) {
  return std::visit([](auto const& given) { return json::serialize(object_of(given)); }, order);
}

std::string text_of(ControlAnswer const& answer) {
  auto object = json::object{{"verdict", name_of(kVerdicts, answer.verdict)}};
  if (!answer.message.empty()) object["message"] = answer.message;
  if (!answer.slots.empty()) {
    auto& slots = object["slots"].emplace_array();
    for (auto const& slot : answer.slots) {
      slots.push_back({{"slot", slot.slot}, {"card", slot.card}, {"exchanges", slot.exchanges}});
    }
  }
  return json::serialize(object);
}

}  // namespace kazasu::adapters
