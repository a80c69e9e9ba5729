// The proofs of phone and host, on published vectors of their hash and on what an attacker might try.
#include "emulators/reader/phone_auth.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/card/hex.h"

namespace kazasu::reader {
namespace {

using card::from_hex;
using card::to_hex;

// RFC 4231, test cases 1 to 4, 6 and 7.
TEST(HmacSha256, AgreesWithThePublishedVectors) {
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0B'), "Hi There")),
            "B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\xAA'), std::string(50, '\xDD'))),
            "773EA91E36800E46854DB8EBD09181A72959098B3EF8C122D9635514CED565FE");
  EXPECT_EQ(to_hex(hmac_sha256(from_hex("0102030405060708090A0B0C0D0E0F10111213141516171819"),
                               std::string(50, '\xCD'))),
            "82558A389A443C0EA4CC819899F2083A85F0FAA3E578F8077A2E3FF46729665B");
  auto const long_key = std::string(131, '\xAA');
  EXPECT_EQ(to_hex(hmac_sha256(long_key, "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54");
  EXPECT_EQ(
      to_hex(hmac_sha256(long_key,
                         "This is a test using a larger than block-size key and a larger than block-size "
                         "data. The key needs to be hashed before being used by the HMAC algorithm.")),
      "9B09FFA71B942FCB27635FBCD5B0E944BFDC63644F0713938A7F51535C3A35E2");
}

TEST(EqualInConstantTime, SeesADifferenceAnywhere) {
  auto const proof = hmac_sha256("key", "message");
  EXPECT_TRUE(equal_in_constant_time(proof, std::string{proof}));
  EXPECT_TRUE(equal_in_constant_time("", ""));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto other = proof;
    other[i] = static_cast<char>(other[i] ^ 0x80);
    EXPECT_FALSE(equal_in_constant_time(proof, other)) << i;
  }
  EXPECT_FALSE(equal_in_constant_time(proof, proof.substr(1)));
  EXPECT_FALSE(equal_in_constant_time("", proof));
}

TEST(PhoneProof, DependsOnEverythingThatItIsOver) {
  auto const transcript = PhoneTranscript{
      .version = 1, .slot = 2, .phone_nonce = std::string(32, 'p'), .host_nonce = std::string(32, 'h')};
  auto other_version = transcript;
  other_version.version = 2;
  auto other_slot = transcript;
  other_slot.slot = 3;
  auto other_phone = transcript;
  other_phone.phone_nonce.back() = 'q';
  auto other_host = transcript;
  other_host.host_nonce.front() = 'i';
  auto swapped = transcript;
  std::swap(swapped.phone_nonce, swapped.host_nonce);
  auto const proofs = std::set<std::string>{phone_proof("token", PhoneRole::kPhone, transcript),
                                            phone_proof("token", PhoneRole::kHost, transcript),
                                            phone_proof("tokem", PhoneRole::kPhone, transcript),
                                            phone_proof("token", PhoneRole::kPhone, other_slot),
                                            phone_proof("token", PhoneRole::kPhone, other_phone),
                                            phone_proof("token", PhoneRole::kPhone, other_host),
                                            phone_proof("token", PhoneRole::kPhone, other_version),
                                            phone_proof("token", PhoneRole::kPhone, swapped),
                                            phone_proof("", PhoneRole::kPhone, transcript)};
  EXPECT_EQ(proofs.size(), 9U);
}

}  // namespace
}  // namespace kazasu::reader
