#include "emulators/adapters/json/json_mirror.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "emulators/adapters/files/utf8.h"

namespace kazasu::adapters {

namespace {

namespace json = boost::json;

constexpr auto kRoot = std::string_view{"XmlMsg"};
constexpr auto kDeepest = 16;
constexpr auto kLongestTag = std::size_t{64};
constexpr auto kRepeating = std::array<std::string_view, 14>{"BulkConfirmUnit",
                                                             "BulkRegistrationUnit",
                                                             "ConsentCancel",
                                                             "ConsentInformationType",
                                                             "DiDateInf",
                                                             "DrugInf",
                                                             "HealthCheckupResultAndQuestionInfo",
                                                             "MeTrInf",
                                                             "MeTrMonthInf",
                                                             "MedicalTicketInfo",
                                                             "Notice",
                                                             "ResultOfQualificationConfirmation",
                                                             "SpecificDiseasesCertificateInfo",
                                                             "SpecificHealthCheckupInfo"};

// Braces would make lists of lists.
json::array list_of(json::value item) {
  auto list = json::array();
  list.push_back(std::move(item));
  return list;
}

void put(json::object& parent, json::string_view tag, json::value value) {
  auto* const before = parent.if_contains(tag);
  if (before == nullptr && !may_repeat({tag.data(), tag.size()})) {
    parent.emplace(tag, std::move(value));
  } else if (before == nullptr) {
    parent.emplace(tag, list_of(std::move(value)));
  } else {
    if (!before->is_array()) *before = list_of(std::move(*before));
    before->get_array().push_back(std::move(value));
  }
}

// Objects even when they are empty.
bool is_part_of_envelope(std::string_view tag) {
  return tag == kRoot || tag == "MessageHeader" || tag == "MessageBody";
}

// Elements nest no deeper than our own messages do, or as kDeepest says; false beyond.
bool read_element(pugi::xml_node element, json::value& into, int depth) {
  auto const has_elements = std::ranges::any_of(
      element.children(), [](auto const& child) { return child.type() == pugi::node_element; });
  if (!has_elements && !is_part_of_envelope(element.name())) {
    into = json::string{element.text().get()};
    return true;
  }
  if (depth > kDeepest) return false;
  auto& object = into.emplace_object();
  for (auto const child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    auto value = json::value{};
    if (!read_element(child, value, depth + 1)) return false;
    put(object, child.name(), std::move(value));
  }
  return true;
}

bool is_tag(std::string_view name) {
  auto const letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && name.size() <= kLongestTag && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

bool is_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r';
  });
}

bool write_element(pugi::xml_node parent, std::string const& tag, json::value const& value, int depth);

bool write_members(pugi::xml_node element, json::object const& object, int depth) {
  if (depth > kDeepest) return false;
  return std::ranges::all_of(object, [&](auto const& member) {
    return write_element(element, std::string{member.key().data(), member.key().size()}, member.value(),
                         depth + 1);
  });
}

// An array stands for as many elements.
bool write_element(pugi::xml_node parent, std::string const& tag, json::value const& value, int depth) {
  if (!is_tag(tag)) return false;
  if (value.is_null()) return true;
  if (auto const* const array = value.if_array()) {
    return std::ranges::all_of(*array, [&](auto const& item) {
      return !item.is_array() && write_element(parent, tag, item, depth);
    });
  }
  auto element = parent.append_child(tag.c_str());
  if (auto const* const object = value.if_object()) return write_members(element, *object, depth);
  auto const text = value.is_string() ? std::string{value.get_string()} : json::serialize(value);
  if (!is_text(text)) return false;
  if (!text.empty()) element.text().set(text.c_str());
  return true;
}

}  // namespace

bool may_repeat(std::string_view tag) {
  return std::ranges::binary_search(kRepeating, tag);
}

std::optional<std::string> json_of_xml(std::string_view xml) {
  if (xml.size() > kLongestMirrored || !is_utf8(xml)) return std::nullopt;
  auto document = pugi::xml_document{};
  // Parsed with its DOCTYPE kept, so that one can be refused; entities of its own are never expanded.
  auto const read = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype,
                                         pugi::encoding_utf8);
  auto const root = document.document_element();
  auto const alone = std::ranges::count_if(document.children(), [](auto const& node) {
                       return node.type() == pugi::node_element || node.type() == pugi::node_doctype;
                     }) == 1;
  if (!read || !alone || root.name() != kRoot) return std::nullopt;
  auto value = json::value{};
  if (!read_element(root, value, 1)) return std::nullopt;
  return json::serialize(json::object{{kRoot, std::move(value)}});
}

std::optional<std::string> xml_of_json(std::string_view text) {
  if (text.size() > kLongestMirrored) return std::nullopt;
  auto error = json::error_code{};
  auto const document = json::parse(json::string_view{text.data(), text.size()}, error);
  auto const* const object = error ? nullptr : document.if_object();
  if (object == nullptr || object->size() != 1 || !object->contains(kRoot)) return std::nullopt;
  auto const* const message = object->at(kRoot).if_object();
  if (message == nullptr) return std::nullopt;
  auto xml = pugi::xml_document{};
  auto declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "no";
  if (!write_members(xml.append_child("XmlMsg"), *message, 1)) return std::nullopt;
  auto stream = std::ostringstream{};
  xml.save(stream, "", pugi::format_raw, pugi::encoding_utf8);
  return stream.str();
}

}  // namespace kazasu::adapters
