// What lies in a request file, and what is written for it: everything but the folders and the line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/exchange/exchange_name.h"
#include "emulators/adapters/exchange/exchange_text.h"
#include "emulators/adapters/exchange/url_image.h"
#include "sim/calendar.h"

namespace kazasu::adapters {

// Why the terminal itself answers, without asking the closed line. The codes are ours.
enum class ExchangeFault : std::uint8_t {
  kName,
  kInterface,
  kNotServed,
  kNotRegular,
  kTooLong,
  kZip,
  kCharset,
  kXml,
  kTreatmentFlag,
  kTargetLacksIt,        // the closed line has no such path
  kAnswerNotUnderstood,  // an answer came that is none of this protocol
  kUrlImage,             // an image of a URL was asked for, and nobody said what it begins with
};
std::string_view name_of(ExchangeFault fault);  // the error code
// The fault of a name. Precondition: there is one.
ExchangeFault fault_of(NameFault fault);

struct ExchangeRequest {
  RequestName name;
  Charset charset = Charset::kUtf8;
  std::string institution_code = {};  // as far as they could be read
  std::string file_identifier = {};
  std::string body = {};                   // UTF-8; empty with a fault
  std::optional<UrlImage> url_image = {};  // to be added to the answer
  std::optional<ExchangeFault> fault = {};
  std::string detail = {};  // what was expected, never what was found
};
// `bytes` are the file's, or those of the file in its archive. Never throws on any of them. Precondition: the
// name has no fault.
ExchangeRequest read_exchange_request(RequestName name, std::string_view bytes);
// One that is not read at all.
ExchangeRequest refused_request(RequestName name, ExchangeFault fault);

// What goes into the result file.
struct ExchangeResult {
  std::string_view ending;  // ".xml" or ".pdf"
  std::string bytes;
};
// Precondition: the request has a fault.
ExchangeResult fault_result(ExchangeRequest const& request, sim::Instant now);
struct LineAnswer {
  int status = 0;
  std::string body;
};
// In the request's character code. `reception_url`: what URLs of institutions begin with, for their images.
ExchangeResult result_of(ExchangeRequest const& request, LineAnswer const& answer, sim::Instant now,
                         std::string_view reception_url = {});

}  // namespace kazasu::adapters
