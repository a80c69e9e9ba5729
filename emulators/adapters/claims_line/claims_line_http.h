// The routes of the claims line: both payers' systems for stations (docs/protocols/claims-line.md).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/claims_line/claim_uploads.h"
#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/http/http_service.h"
#include "emulators/claims/claims_system.h"

namespace kazasu::adapters {

// A file that comes in one request and one piece of a file that comes in several. Ours.
inline constexpr auto kLargestClaimFile = std::uint64_t{256} * 1024 * 1024;
// Of all files that are on their way in.
inline constexpr auto kMostClaimBytes = std::uint64_t{4} * 1024 * 1024 * 1024;

// Everything referred to must outlive the service.
struct ClaimsLineParts {
  claims::ClaimsSystem& system;
  identity::StationSource const& stations;
  claims::FileRules rules;         // but for the month and the numbers that were given out
  claims::CrossRules beside = {};  // the register of insured people; what was sent before is the system's
  std::filesystem::path spool;     // folder for what is on its way in
  std::uint64_t largest_file = kLargestClaimFile;
  std::uint64_t most_bytes = kMostClaimBytes;
};

// Whose a request is: the client certificate says which station, the path which payer. Nothing for a station
// that there is not and for a path of neither payer.
std::optional<claims::ClaimCaller> claim_caller(HttpRequestView const& request,
                                                identity::StationSource const& stations);

class ClaimsLineHttp final : public HttpService {
 public:
  explicit ClaimsLineHttp(ClaimsLineParts parts);
  std::optional<std::uint64_t> body_limit(std::string_view target) const override;
  std::unique_ptr<BodySink> open_body(HttpRequestView const& head, sim::Instant now) override;
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

  // Files that are not whole yet.
  std::size_t unfinished_uploads() const { return uploads_.size(); }
  void forget_uploads() { uploads_.forget_all(); }

 private:
  class FileSink;
  class PieceSink;
  struct Call {
    HttpRequestView const& http;
    claims::ClaimCaller caller;
    sim::Instant now;
  };
  bool is_logged_in(Call const& call);
  HttpAnswer log_in(Call const& call);
  HttpAnswer log_out(Call const& call);
  HttpAnswer status(Call const& call);
  HttpAnswer list(Call const& call, std::string_view word);
  HttpAnswer decide(Call const& call);
  // The rest is in claims_line_files.cpp.
  HttpAnswer sends(Call const& call);
  HttpAnswer uploads(Call const& call);
  HttpAnswer upload(Call const& call, std::string_view name);
  HttpAnswer begin_upload(Call const& call);
  HttpAnswer go_on(Call const& call, std::string_view name);
  HttpAnswer file_came(Call const& call, FileSink& sink);
  HttpAnswer finish(Call const& call, UploadRequest const& announced, ClaimBody& body);
  std::unique_ptr<BodySink> open_file(Call const& call);
  std::unique_ptr<BodySink> open_piece(Call const& call, std::string_view name);
  ClaimBody::Parts body_parts(claims::ClaimCaller caller, std::chrono::year_month month);

  ClaimsLineParts parts_;
  SpoolSettings spool_;
  TransitBytes transit_;
  ClaimUploads uploads_;
};

// What a request that breaks the protocol is told, with status 400.
HttpAnswer claims_mistake(std::string_view field, std::string_view expected);
// A refusal or plain acceptance by name, with its status.
HttpAnswer outcome_answer(claims::ClaimOutcome outcome);

}  // namespace kazasu::adapters
