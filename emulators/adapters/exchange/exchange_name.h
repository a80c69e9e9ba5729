// The names of files in the exchange folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emulators/adapters/exchange/exchange_interfaces.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

enum class NameFault : std::uint8_t {
  kNone,
  kForm,       // not PREFIXreq_SUFFIX.xml or .zip
  kInterface,  // of that form, and of no interface
  kNotServed,  // a known interface that the closed line does not have
};

// "OQSsiquc01req_202412020001.xml" taken apart. The suffix is 1 to 40 letters, digits, '-' or '_' (ours).
struct RequestName {
  static constexpr auto kLongestSuffix = std::size_t{40};

  NameFault fault = NameFault::kForm;
  std::string prefix = {};  // "OQSsiquc01"; empty with kForm, like the suffix
  std::string suffix = {};
  bool zipped = false;                       // ".zip"
  ExchangeInterface const* asked = nullptr;  // none with a fault

  // "OQSsiquc01res_202412020001": the request's with res for req. Precondition: not kForm.
  std::string result_stem() const { return prefix + "res_" + suffix; }
};
RequestName parse_request_name(std::string_view name);

// What its writer is still busy with, by its name: ".x", "x.tmp", "x.part", "~x".
bool is_unfinished_name(std::string_view name);
// Names that the terminal itself gives to results: what it may remove when nobody fetches it.
bool is_result_name(std::string_view name);
// Of the result of a card confirmation: "OQSsiquc01res_face_{code}{20 hex}_{time}.xml". The twenty digits are
// the registration number (ours).
std::string face_name(std::string_view institution_code, std::string_view registration_number,
                      sim::Instant at);

}  // namespace kazasu::adapters
