// The interfaces of the exchange folder: what a file name asks, and where on the closed line it goes.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>

namespace kazasu::adapters {

struct ExchangeInterface {
  std::string_view prefix;               // of names, without "req": "OQSsiquc01"
  std::string_view path;                 // empty: a known interface that is not served
  std::string_view treatment_flag = {};  // the MedicalTreatmentFlag that the name stands for; empty: none

  bool is_bulk() const { return prefix.substr(3, 2) == "mu"; }
  bool is_url() const { return path == "/eligibility/settings/url"; }
  bool is_medical_data() const { return !prefix.starts_with("OQS"); }
  // Bytes, when decoded to UTF-8; ours.
  std::size_t longest_request() const;
  // How long an answer is waited for before the line counts as down; ours.
  std::chrono::seconds patience() const { return std::chrono::seconds{is_bulk() ? 120 : 10}; }
};

// docs/protocols/exchange.md says which prefixes are published and which are ours.
std::span<ExchangeInterface const> exchange_interfaces();
// Null for a prefix of no interface.
ExchangeInterface const* find_exchange_interface(std::string_view prefix);

}  // namespace kazasu::adapters
