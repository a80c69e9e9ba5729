// `kazasu serve`, visits at a station and `kazasu exchange`, as a receipt computer beside them sees it.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/e2e/child_process.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::e2e {

class ExchangeWorld : public ::testing::Test {
 protected:
  ExchangeWorld();

  // Of one station and forty people; the calendar runs a hundred times as fast, so that bulk results are
  // ready soon.
  void start_server(std::string const& port = "0");
  void stop_server() { server_.reset(); }
  // Five of its people are visited, consent to everything, and nobody fetches their eligibility.
  void make_visits();
  void start_exchange(std::vector<std::string> const& more = {});
  void kill_exchange();
  Finished exchange_once(std::vector<std::string> const& more = {}) const;

  std::string port(std::string_view listener) const;
  std::filesystem::path in(std::string_view folder, std::string const& name) const {
    return root_ / folder / name;
  }
  // A receipt computer writes under another name and renames.
  void drop(std::string const& name, std::string_view bytes) const;
  // Of a result that appears within some seconds, in UTF-8 where it is text; else empty, and the test fails.
  std::string fetch(std::string const& name) const;
  bool appears(std::filesystem::path const& path) const;
  // A request goes after its result has come.
  bool empties(std::string_view folder) const;
  std::vector<std::string> names(std::string_view folder) const;
  std::string log() const { return read_text(folder_.path() / "exchange.log"); }

  // A message with our institution's header; Shift_JIS.
  std::string message(std::string const& identifier, std::string const& body) const;
  // Steps two to four of a bulk inquiry: asks for the result until it is there.
  std::string bulk_result(std::string const& prefix, std::string const& reception_number);

  std::filesystem::path root() const { return root_; }
  std::filesystem::path scratch(std::string const& name) const { return folder_.path() / name; }

 private:
  std::vector<std::string> exchange_words(std::vector<std::string> const& more) const;

  identity::TemporaryFolder folder_;
  std::filesystem::path root_ = folder_.path() / "oqs";
  std::unique_ptr<ChildProcess> server_;
  std::unique_ptr<ChildProcess> exchange_;
  std::string institution_;
  std::string port_;
};

// The text of the first element of that name behind `from`; empty without one.
std::string element(std::string_view xml, std::string const& tag, std::size_t from = 0);
// "<tag>text</tag>", nothing for an empty text.
std::string tagged(std::string const& tag, std::string const& text);

}  // namespace kazasu::e2e
