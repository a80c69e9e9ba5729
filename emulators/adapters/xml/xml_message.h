// XmlMsg with its header and body, to be read and to be written. What the library behind it is stays in the
// .cpp file.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/calendar.h"

namespace pugi {
struct xml_node_struct;
class xml_document;
}  // namespace pugi

namespace kazasu::adapters {

// An element while it is read. The first thing wrong is kept in the error, with the tag and what was expected
// there, and everything after it reads as empty or as a default.
class XmlReader {
 public:
  XmlReader(pugi::xml_node_struct* node, std::string& error) : node_(node), error_(error) {}

  XmlReader child(char const* tag) const;
  bool has(char const* tag) const;
  void for_each(char const* tag, std::function<void(XmlReader const&)> const& each) const;

  std::string own_text() const;
  std::string optional_text(char const* tag) const;
  std::string text(char const* tag) const;
  std::string digits(char const* tag, std::size_t count) const;
  std::uint64_t number(char const* tag) const;
  // A code of one digit between `lowest` and `highest`.
  std::uint8_t code(char const* tag, char highest, char lowest = '1') const;
  std::chrono::year_month_day date(char const* tag) const;
  std::optional<std::chrono::year_month_day> optional_date(char const* tag) const;
  // YYYYMM.
  std::chrono::year_month month(char const* tag) const;
  sim::Instant date_time(char const* tag) const;
  void fail(char const* tag, std::string const& what) const;

 private:
  std::chrono::year_month_day to_date(char const* tag, std::string_view digits_of_date) const;

  pugi::xml_node_struct* node_;
  std::string& error_;
};

// A text of `longest` bytes at most, UTF-8, no DOCTYPE, exactly one XmlMsg; else error() says what is wrong.
class XmlMessage {
 public:
  XmlMessage(std::string_view xml, std::size_t longest);
  ~XmlMessage();
  XmlMessage(XmlMessage const&) = delete;
  XmlMessage& operator=(XmlMessage const&) = delete;

  XmlReader header();
  XmlReader body();
  std::string const& error() const { return error_; }

 private:
  std::unique_ptr<pugi::xml_document> document_;
  std::string error_;
};

// An element while it is written.
class XmlElement {
 public:
  explicit XmlElement(pugi::xml_node_struct* node) : node_(node) {}

  XmlElement child(char const* tag) const;
  void add(char const* tag, std::string const& value) const;
  void add_unless_empty(char const* tag, std::string const& value) const;
  void add_date(char const* tag, std::chrono::year_month_day date) const;
  void add_optional_date(char const* tag, std::optional<std::chrono::year_month_day> const& date) const;
  void add_date_time(char const* tag, sim::Instant instant) const;

 private:
  pugi::xml_node_struct* node_;
};

class XmlBuilder {
 public:
  XmlBuilder();
  ~XmlBuilder();
  XmlBuilder(XmlBuilder const&) = delete;
  XmlBuilder& operator=(XmlBuilder const&) = delete;

  XmlElement header() const { return header_; }
  XmlElement body() const { return body_; }
  std::string text() const;

 private:
  std::unique_ptr<pugi::xml_document> document_;
  XmlElement header_{nullptr};
  XmlElement body_{nullptr};
};

// One element as text, for long lists that need no tree of the whole: `fill` gets the element.
std::string element_text(char const* tag, std::function<void(XmlElement)> const& fill);

}  // namespace kazasu::adapters
