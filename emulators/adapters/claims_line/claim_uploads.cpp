#include "emulators/adapters/claims_line/claim_uploads.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace kazasu::adapters {

namespace {

// Another in each process, so that a client that goes on with one of an earlier process is told.
std::string new_name() {
  constexpr auto kHex = std::string_view{"0123456789abcdef"};
  auto bytes = std::array<unsigned char, 12>{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("OpenSSL has no random bytes for the name of an upload");
  }
  auto name = std::string{};
  for (auto const byte : bytes) name.append({kHex[byte >> 4U], kHex[byte & 0xFU]});
  return name;
}

}  // namespace

void ClaimUploads::forget_old(sim::Instant now) {
  std::erase_if(uploads_, [now](auto const& entry) {
    return !entry.second.receiving && now >= entry.second.begun + kLongest;
  });
}

std::size_t ClaimUploads::of_station(identity::StationIndex station) const {
  auto const from = uploads_.lower_bound(Key{{station, claims::Payer::kFund}, ""});
  auto const to = uploads_.lower_bound(Key{{station + 1, claims::Payer::kFund}, ""});
  return static_cast<std::size_t>(std::distance(from, to));
}

std::string ClaimUploads::begin(UploadRequest announced, sim::Instant now, ClaimBody::Parts parts) {
  forget_old(now);
  auto const caller = claims::ClaimCaller{.station = parts.key.station, .payer = parts.key.payer};
  if (uploads_.size() >= kMost || of_station(caller.station) >= kMostOfStation) return {};
  auto name = new_name();
  uploads_.try_emplace(Key{caller, name}, std::move(announced), now, std::move(parts));
  return name;
}

UnfinishedUpload* ClaimUploads::find(claims::ClaimCaller caller, std::string_view name) {
  auto const found = uploads_.find(Key{caller, std::string{name}});
  return found == uploads_.end() ? nullptr : &found->second;
}

void ClaimUploads::end(claims::ClaimCaller caller, std::string_view name) {
  uploads_.erase(Key{caller, std::string{name}});
}

}  // namespace kazasu::adapters
