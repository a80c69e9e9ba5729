#include "emulators/adapters/xml/xml_message.h"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <utility>

#include "emulators/adapters/files/utf8.h"

namespace kazasu::adapters {

namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

unsigned number_at(std::string_view digits, std::size_t offset, std::size_t count) {
  auto value = 0U;
  for (auto const digit : digits.substr(offset, count))
    value = value * 10 + static_cast<unsigned>(digit - '0');
  return value;
}

// 65,536
std::string with_separators(std::size_t number) {
  auto const digits = std::to_string(number);
  auto text = std::string{};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

// One XmlMsg, no DOCTYPE, UTF-8 if anything is declared.
std::string check_shape(pugi::xml_document const& document) {
  auto roots = 0;
  for (auto const node : document.children()) {
    if (node.type() == pugi::node_doctype) return "a DOCTYPE is not accepted";
    if (node.type() == pugi::node_declaration) {
      auto encoding = std::string{node.attribute("encoding").as_string("UTF-8")};
      std::transform(encoding.begin(), encoding.end(), encoding.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      if (encoding != "UTF-8") return "the declared encoding must be UTF-8";
    }
    if (node.type() == pugi::node_element) ++roots;
  }
  return roots == 1 && document.child("XmlMsg") ? "" : "the root must be one XmlMsg";
}

struct StringWriter final : pugi::xml_writer {
  void write(void const* data, std::size_t size) override {
    text.append(static_cast<char const*>(data), size);
  }
  std::string text;
};

pugi::xml_node node_of(pugi::xml_node_struct* node) {
  return pugi::xml_node{node};
}

}  // namespace

XmlReader XmlReader::child(char const* tag) const {
  auto const found = node_of(node_).child(tag);
  if (!found) fail(tag, "is missing");
  return {found.internal_object(), error_};
}

bool XmlReader::has(char const* tag) const {
  return static_cast<bool>(node_of(node_).child(tag));
}

void XmlReader::for_each(char const* tag, std::function<void(XmlReader const&)> const& each) const {
  for (auto const found : node_of(node_).children(tag)) each(XmlReader{found.internal_object(), error_});
}

std::string XmlReader::own_text() const {
  return node_of(node_).child_value();
}

std::string XmlReader::optional_text(char const* tag) const {
  auto text = std::string{node_of(node_).child_value(tag)};
  if (has_control_characters(text)) fail(tag, "has control characters");
  return text;
}

std::string XmlReader::text(char const* tag) const {
  auto text = optional_text(tag);
  if (text.empty()) fail(tag, "is missing or empty");
  return text;
}

std::string XmlReader::digits(char const* tag, std::size_t count) const {
  auto text = std::string{node_of(node_).child_value(tag)};
  if (text.size() == count && all_digits(text)) return text;
  fail(tag, "must have " + std::to_string(count) + " digits");
  return std::string(count, '0');
}

std::uint64_t XmlReader::number(char const* tag) const {
  auto const text = std::string_view{node_of(node_).child_value(tag)};
  auto value = std::uint64_t{0};
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) fail(tag, "must be a whole number");
  return value;
}

std::uint8_t XmlReader::code(char const* tag, char highest, char lowest) const {
  auto const text = std::string_view{node_of(node_).child_value(tag)};
  if (text.size() == 1 && text[0] >= lowest && text[0] <= highest)
    return static_cast<std::uint8_t>(text[0] - '0');
  fail(tag, std::string{"must be a code from "} + lowest + " to " + highest);
  return static_cast<std::uint8_t>(lowest - '0');
}

std::chrono::year_month_day XmlReader::date(char const* tag) const {
  return to_date(tag, digits(tag, 8));
}

std::optional<std::chrono::year_month_day> XmlReader::optional_date(char const* tag) const {
  if (*node_of(node_).child_value(tag) == '\0') return std::nullopt;
  return date(tag);
}

std::chrono::year_month XmlReader::month(char const* tag) const {
  auto const text = digits(tag, 6);
  auto const month =
      std::chrono::year{static_cast<int>(number_at(text, 0, 4))} / std::chrono::month{number_at(text, 4, 2)};
  if (!month.ok()) fail(tag, "must be a month as YYYYMM");
  return month;
}

sim::Instant XmlReader::date_time(char const* tag) const {
  auto const text = digits(tag, 14);
  auto const hour = number_at(text, 8, 2);
  auto const minute = number_at(text, 10, 2);
  auto const second = number_at(text, 12, 2);
  if (hour > 23 || minute > 59 || second > 59) fail(tag, "must be a time as YYYYMMDDHHmmss");
  auto const date = to_date(tag, text);
  if (!date.ok()) return {};
  return sim::from_jst(
      {date, std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second}});
}

void XmlReader::fail(char const* tag, std::string const& what) const {
  if (error_.empty()) error_ = std::string{node_of(node_).name()} + "/" + tag + " " + what;
}

std::chrono::year_month_day XmlReader::to_date(char const* tag, std::string_view digits_of_date) const {
  auto const date = std::chrono::year_month_day{
      std::chrono::year{static_cast<int>(number_at(digits_of_date, 0, 4))},
      std::chrono::month{number_at(digits_of_date, 4, 2)}, std::chrono::day{number_at(digits_of_date, 6, 2)}};
  if (!date.ok()) fail(tag, "must be a date as YYYYMMDD");
  return date;
}

XmlMessage::XmlMessage(std::string_view xml, std::size_t longest)
    : document_(std::make_unique<pugi::xml_document>()) {
  if (xml.size() > longest) {
    error_ = "the message is longer than " + with_separators(longest) + " bytes";
    return;
  }
  if (!is_utf8(xml)) {
    error_ = "the message is not UTF-8 text";
    return;
  }
  auto const options = pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration;
  auto const parsed = document_->load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8);
  error_ = parsed
               ? check_shape(*document_)
               : "not well-formed XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description();
}

XmlMessage::~XmlMessage() = default;

XmlReader XmlMessage::header() {
  return XmlReader{document_->child("XmlMsg").internal_object(), error_}.child("MessageHeader");
}

XmlReader XmlMessage::body() {
  return XmlReader{document_->child("XmlMsg").internal_object(), error_}.child("MessageBody");
}

XmlElement XmlElement::child(char const* tag) const {
  return XmlElement{node_of(node_).append_child(tag).internal_object()};
}

void XmlElement::add(char const* tag, std::string const& value) const {
  node_of(node_).append_child(tag).text().set(value.c_str());
}

void XmlElement::add_unless_empty(char const* tag, std::string const& value) const {
  if (!value.empty()) add(tag, value);
}

void XmlElement::add_date(char const* tag, std::chrono::year_month_day date) const {
  add(tag, sim::compact_date(date));
}

void XmlElement::add_optional_date(char const* tag,
                                   std::optional<std::chrono::year_month_day> const& date) const {
  if (date) add_date(tag, *date);
}

void XmlElement::add_date_time(char const* tag, sim::Instant instant) const {
  add(tag, sim::compact_date_time(instant));
}

XmlBuilder::XmlBuilder() : document_(std::make_unique<pugi::xml_document>()) {
  auto declaration = document_->append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "no";
  auto const root = XmlElement{document_->append_child("XmlMsg").internal_object()};
  header_ = root.child("MessageHeader");
  body_ = root.child("MessageBody");
}

XmlBuilder::~XmlBuilder() = default;

std::string XmlBuilder::text() const {
  auto writer = StringWriter{};
  writer.text.reserve(4096);
  document_->save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(writer.text);
}

std::string element_text(char const* tag, std::function<void(XmlElement)> const& fill) {
  auto document = pugi::xml_document{};
  fill(XmlElement{document.append_child(tag).internal_object()});
  auto writer = StringWriter{};
  document.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(writer.text);
}

}  // namespace kazasu::adapters
