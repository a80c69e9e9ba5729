// OpenSC, unchanged, against an inserted card: the words of its tools are what docs/protocols/card.md
// promises.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "emulators/identity/openssl_card_issuer.h"
#include "emulators/identity/test_pki.h"
#include "tests/card/hex.h"
#include "tests/e2e/child_process.h"
#include "tests/e2e/end_to_end.h"

namespace kazasu::e2e {
namespace {

constexpr auto kAuthenticationPin = "1234";
constexpr auto kSigningPin = "ABC123";

class OpenSc : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    start();
    slot().insert(real_card());
    ASSERT_TRUE(client().wait_for(reader_name(0), true));
  }

  // Keys, certificates and signatures are real; the signing half's certificate is of the same profile as the
  // other's, for another person.
  adapters::SlotCard real_card() {
    auto const authentication = issuer_->issue(people_.person(5));
    auto const signing = issuer_->issue(people_.person(6));
    auto parts = card::CardParts{
        .certificate = authentication.certificate,
        .issuer_certificate = std::make_shared<std::string const>(authentication.issuer_certificate),
        .signer = authentication.signer,
        .pin = kAuthenticationPin,
        .signing = card::SigningParts{
            .certificate = signing.certificate,
            .issuer_certificate = std::make_shared<std::string const>(signing.issuer_certificate),
            .signer = signing.signer,
            .pin = kSigningPin}};
    parts.people = &people_;
    parts.person = 5;
    auto made = test_card();
    made.card = card::Card{std::move(parts)};
    return made;
  }

  // A tool at the virtual reader; an empty driver: OpenSC finds it by itself.
  Finished tool(std::vector<std::string> arguments, std::string const& driver = "jpki") {
    arguments.insert(arguments.begin() + 1, {"--reader", reader_name(0)});
    return plain(std::move(arguments), driver);
  }
  Finished plain(std::vector<std::string> arguments, std::string const& driver = "jpki") {
    return run(std::move(arguments), {{"OPENSC_DRIVER", driver}, {"HOME", path("home")}, {"LC_ALL", "C"}});
  }

  std::string path(std::string const& name) const { return (work_.path() / name).string(); }
  std::string write(std::string const& name, std::string const& content) const {
    auto file = std::ofstream{path(name), std::ios::binary};
    file << content;
    return path(name);
  }

  // The public key in a certificate that pkcs15-tool printed, as a file.
  std::string public_key(std::string const& certificate) {
    auto const begin = certificate.find("-----BEGIN");
    auto const file = write("certificate.pem", begin == std::string::npos ? "" : certificate.substr(begin));
    auto const key = run({"openssl", "x509", "-in", file, "-pubkey", "-noout"});
    EXPECT_EQ(key.exit_code, 0) << key.output;
    return write("key.pem", key.output);
  }

  static ::testing::AssertionResult has(Finished const& finished, std::string const& part) {
    if (finished.output.find(part) != std::string::npos) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "there is no \"" << part << "\" in:\n" << finished.output;
  }

  static void expect_verifies(std::string const& key, std::string const& signature, std::string const& data) {
    auto const verdict = run({"openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, data});
    EXPECT_EQ(verdict.output, "Verified OK\n");
  }

  // Signs the SHA-256 of `message`; the file with the signature.
  Finished sign(std::string const& key, std::string const& pin, std::string const& message) {
    auto const data = write("message", message);
    auto const digest = run({"openssl", "dgst", "-sha256", "-binary", "-out", path("digest"), data});
    EXPECT_EQ(digest.exit_code, 0) << digest.output;
    return tool({"pkcs15-crypt", "--sign", "--key", key, "--sha-256", "--pkcs1", "-R", "-p", pin, "--input",
                 path("digest"), "--output", path("signature")});
  }

 private:
  card::TestPeople people_;
  identity::TemporaryFolder work_;
  identity::TestPki pki_{work_.path() / "pki", 2};
  std::unique_ptr<identity::CardIssuer> issuer_ = identity::make_openssl_card_issuer(pki_);
};

// With the driver named, and with OpenSC probing for it among all it has.
constexpr char const* kDrivers[] = {"jpki", ""};

TEST_F(OpenSc, DumpsTheCard) {
  for (auto const* driver : kDrivers) {
    auto const dump = tool({"pkcs15-tool", "--dump"}, driver);
    EXPECT_EQ(dump.exit_code, 0) << dump.output;
    EXPECT_TRUE(has(dump, "PKCS#15 Card [JPKI]"));
    EXPECT_TRUE(has(dump, "Tries left     : 3"));
    EXPECT_TRUE(has(dump, "Tries left     : 5"));
    EXPECT_TRUE(has(dump, "Private RSA Key [User Authentication Key]"));
    EXPECT_TRUE(has(dump, "Private RSA Key [Digital Signature Key]"));
    // The number of a certificate is shown where it could be read: that for signing needs its PIN.
    EXPECT_TRUE(has(dump, "Path           : 000a\n\tID             : 01\n\tEncoded serial : 02 01 06"));
    EXPECT_FALSE(has(dump, "Path           : 0001\n\tID             : 02\n\tEncoded serial"));
  }
}

TEST_F(OpenSc, KnowsTheCard) {
  for (auto const* driver : kDrivers) {
    EXPECT_EQ(tool({"opensc-tool", "--name"}, driver).output, "jpki\n");
    EXPECT_EQ(tool({"opensc-tool", "--atr"}, driver).output, "3b:88:80:01:00:00:41:e0:b3:81:a1:00:3b\n");
    // The driver has no serial number for any JPKI card.
    EXPECT_TRUE(has(tool({"opensc-tool", "--serial"}, driver), "GET_SERIALNR, *) failed"));
  }
}

TEST_F(OpenSc, SendsRawCommands) {
  auto const raw = tool({"opensc-tool", "-s", "00A4040C0AD392F000260100000001", "-s", "00200098", "-s",
                         "00B0860010", "-s", "FFCA000000"});
  EXPECT_EQ(raw.exit_code, 0) << raw.output;
  EXPECT_TRUE(has(raw, "Received (SW1=0x63, SW2=0xC3)"));
  EXPECT_TRUE(has(raw, "JPKIAPICCTOKEN2"));
  EXPECT_TRUE(has(raw, "Received (SW1=0x90, SW2=0x00):\n01 02 03 04"));
}

TEST_F(OpenSc, ReadsTheCertificates) {
  for (auto const* driver : kDrivers) {
    auto const authentication = tool({"pkcs15-tool", "--read-certificate", "01"}, driver);
    EXPECT_EQ(authentication.exit_code, 0) << authentication.output;
    auto const subject = run(
        {"openssl", "x509", "-noout", "-issuer", "-in", write("authentication.pem", authentication.output)});
    EXPECT_TRUE(has(subject, "O = KAZASU-TEST"));

    auto const refused = tool({"pkcs15-tool", "--read-certificate", "02"}, driver);
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_TRUE(has(refused, "Certificate read failed"));
    auto const signing = tool(
        {"pkcs15-tool", "--verify-pin", "--auth-id", "2", "--pin", kSigningPin, "--read-certificate", "02"},
        driver);
    EXPECT_EQ(signing.exit_code, 0) << signing.output;
    EXPECT_NE(public_key(signing.output), "");
    EXPECT_NE(signing.output, authentication.output);
  }
}

TEST_F(OpenSc, SignsWithBothKeys) {
  auto const authentication = tool({"pkcs15-tool", "--read-certificate", "01"});
  auto const signing = tool(
      {"pkcs15-tool", "--verify-pin", "--auth-id", "2", "--pin", kSigningPin, "--read-certificate", "02"});
  struct Half {
    char const* key;
    char const* pin;
    std::string certificate;
  };
  for (auto const& half :
       {Half{"1", kAuthenticationPin, authentication.output}, Half{"2", kSigningPin, signing.output}}) {
    auto const signature = sign(half.key, half.pin, "a visit");
    EXPECT_EQ(signature.exit_code, 0) << signature.output;
    expect_verifies(public_key(half.certificate), path("signature"), path("message"));
  }
}

TEST_F(OpenSc, SignsThroughPkcs11) {
  struct Token {
    char const* index;
    char const* id;
    char const* pin;
  };
  auto const message = write("message", "a visit");
  for (auto const& token : {Token{"0", "01", kAuthenticationPin}, Token{"1", "02", kSigningPin}}) {
    auto const common = std::vector<std::string>{"pkcs11-tool", "--slot-index",    token.index,    "--login",
                                                 "--pin",       token.pin,         "--id",         token.id,
                                                 "-m",          "SHA256-RSA-PKCS", "--input-file", message};
    auto signing = common;
    signing.insert(signing.end(), {"--sign", "--output-file", path("signature")});
    auto const signature = plain(signing);
    EXPECT_EQ(signature.exit_code, 0) << signature.output;
    auto verifying = common;
    verifying.insert(verifying.end(), {"--verify", "--signature-file", path("signature")});
    EXPECT_TRUE(has(plain(verifying), "Signature is valid"));
  }
  // The last was that of the signing key.
  auto const signing = tool(
      {"pkcs15-tool", "--verify-pin", "--auth-id", "2", "--pin", kSigningPin, "--read-certificate", "02"});
  expect_verifies(public_key(signing.output), path("signature"), message);
}

TEST_F(OpenSc, PassesItsOwnTest) {
  auto const test =
      plain({"pkcs11-tool", "--slot-index", "0", "--login", "--pin", kAuthenticationPin, "--test"});
  EXPECT_EQ(test.exit_code, 0) << test.output;
  EXPECT_TRUE(has(test, "No errors"));
  EXPECT_TRUE(has(test, "SHA256-RSA-PKCS: OK"));
}

TEST_F(OpenSc, TellsAWrongPinFromABlockedOne) {
  auto const token = [this] { return plain({"pkcs11-tool", "-L"}); };
  auto const login = [this](char const* pin) {
    return plain({"pkcs11-tool", "--slot-index", "0", "--login", "--pin", pin, "--sign", "--id", "01", "-m",
                  "SHA256-RSA-PKCS", "--input-file", write("message", "a visit"), "--output-file",
                  path("signature")});
  };
  EXPECT_TRUE(has(token(), "pin min/max        : 4/4"));
  EXPECT_FALSE(has(token(), "user PIN locked"));
  EXPECT_TRUE(has(login("9999"), "CKR_PIN_INCORRECT"));
  EXPECT_TRUE(has(tool({"pkcs15-tool", "--list-pins"}), "Tries left     : 2"));
  EXPECT_TRUE(has(login("9999"), "CKR_PIN_INCORRECT"));
  EXPECT_TRUE(has(token(), "final user PIN try"));
  EXPECT_TRUE(has(login("9999"), "CKR_PIN_INCORRECT"));
  EXPECT_TRUE(has(token(), "user PIN locked"));

  // Blocked, even for the right PIN: 6984, which OpenSC has no word for.
  EXPECT_TRUE(has(login(kAuthenticationPin), "CKR_GENERAL_ERROR"));
  EXPECT_TRUE(has(sign("1", kAuthenticationPin, "a visit"), "Reference data not usable"));
  EXPECT_TRUE(has(tool({"pkcs15-tool", "--list-pins"}), "Tries left     : 0"));
  EXPECT_TRUE(has(tool({"pkcs15-tool", "--change-pin", "--auth-id", "1", "--pin", kAuthenticationPin,
                        "--new-pin", "4321"}),
                  "PIN code blocked!"));
  // The other PIN is not concerned.
  EXPECT_EQ(sign("2", kSigningPin, "a visit").exit_code, 0);
}

TEST_F(OpenSc, ARightPinGivesTheTriesBack) {
  EXPECT_TRUE(has(sign("1", "0000", "a visit"), "PIN code or key incorrect"));
  EXPECT_TRUE(has(tool({"pkcs15-tool", "--list-pins"}), "Tries left     : 2"));
  EXPECT_EQ(sign("1", kAuthenticationPin, "a visit").exit_code, 0);
  EXPECT_TRUE(has(tool({"pkcs15-tool", "--list-pins"}), "Tries left     : 3"));
}

}  // namespace
}  // namespace kazasu::e2e
