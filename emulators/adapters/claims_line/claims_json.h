// The claims line's messages as JSON, for both ends. Ours: the real line is a browser form that is not
// public. A decoder gives nothing for what is not of the protocol.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/claims/claims_messages.h"

namespace kazasu::adapters {

// A file that is announced before it comes in pieces.
struct UploadRequest {
  std::chrono::year_month month{};  // of the claim
  claims::SendKind kind = claims::SendKind::kClaim;
  bool with_asp = true;
  std::uint64_t size = 0;  // bytes
  std::string sha256;      // 64 hexadecimal digits, lower case
};
// How far it came.
struct UploadState {
  claims::ClaimOutcome outcome = claims::ClaimOutcome::kAccepted;
  std::string upload;        // its name
  std::uint64_t offset = 0;  // bytes that are there: where the next piece begins
  std::uint64_t size = 0;
};

// "2024-12".
std::string month_text(std::chrono::year_month month);
std::optional<std::chrono::year_month> month_in(std::string_view text);
// 64 hexadecimal digits, lower case.
bool is_sha256(std::string_view text);

std::string encode_login_request(claims::LoginRequest const& request);
std::optional<claims::LoginRequest> decode_login_request(std::string_view text);
std::string encode_upload_request(UploadRequest const& request);
std::optional<UploadRequest> decode_upload_request(std::string_view text);
std::string encode_decision(claims::ClaimDecision const& decision);
std::optional<claims::ClaimDecision> decode_decision(std::string_view text);

std::string encode_outcome(claims::ClaimOutcome outcome);
std::optional<claims::ClaimOutcome> decode_outcome(std::string_view text);
std::string encode_login_answer(claims::LoginAnswer const& answer);
std::optional<claims::LoginAnswer> decode_login_answer(std::string_view text);
std::string encode_upload_state(UploadState const& state);
std::optional<UploadState> decode_upload_state(std::string_view text);
std::string encode_send_answer(claims::SendAnswer const& answer);
std::optional<claims::SendAnswer> decode_send_answer(std::string_view text);
std::string encode_status_answer(claims::StatusAnswer const& answer);
std::optional<claims::StatusAnswer> decode_status_answer(std::string_view text);

}  // namespace kazasu::adapters
