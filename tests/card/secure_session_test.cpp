// The secure session of 券面入力補助AP, with a client of its own on the other side.
#include "emulators/card/secure_session.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "emulators/card/card_holder.h"
#include "emulators/identity/card_signers.h"
#include "tests/card/card_fixture.h"
#include "tests/card/transcript.h"

namespace kazasu::card {
namespace {

unsigned char const* bytes_of(std::string const& text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

std::string aes(std::string const& text, std::string const& key, std::string const& start, int encrypt) {
  auto* const context = EVP_CIPHER_CTX_new();
  auto out = std::string(text.size() + 32, '\0');
  auto size = 0;
  EVP_CipherInit_ex(context, EVP_aes_128_cbc(), nullptr, bytes_of(key), bytes_of(start), encrypt);
  EVP_CIPHER_CTX_set_padding(context, 0);
  EVP_CipherUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &size, bytes_of(text),
                   static_cast<int>(text.size()));
  EVP_CIPHER_CTX_free(context);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// What a terminal has: the public key of EF 0006, a seed, and the number of the next command.
class Client {
 public:
  explicit Client(std::string seed) : seed_(std::move(seed)) {}

  std::string delivery(evp_pkey_st* public_key) const {
    return delivery_of("\xA0\x22\x80\x20" + seed_, public_key);
  }

  static std::string delivery_of(std::string const& message, evp_pkey_st* public_key) {
    auto* const context = EVP_PKEY_CTX_new(public_key, nullptr);
    EXPECT_EQ(EVP_PKEY_encrypt_init(context), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()), 1);
    auto out = std::string(256, '\0');
    auto size = out.size();
    EXPECT_EQ(EVP_PKEY_encrypt(context, reinterpret_cast<unsigned char*>(out.data()), &size,
                               bytes_of(message), message.size()),
              1);
    EVP_PKEY_CTX_free(context);
    return from_hex("80AE0000000100") + out;
  }

  // Header in hexadecimal.
  std::string with_data(std::string const& header, std::string plain) {
    ++number_;
    plain += '\x80';
    plain.resize((plain.size() + 15) / 16 * 16, '\0');
    auto const cryptogram = aes(plain, key(), start(), 1);
    auto const object = std::string{"\x86"} + static_cast<char>(cryptogram.size() + 1) + '\x01' + cryptogram;
    return from_hex(header) + static_cast<char>(object.size()) + object;
  }

  std::string reading(std::string const& header, std::string const& length) {
    ++number_;
    return from_hex(header + "000005960300" + length + "0000");
  }

  // The plain text of an answer with data and 9000.
  std::string opened(std::string const& answer) const {
    EXPECT_GT(answer.size(), 5U) << to_hex(answer);
    if (answer.size() < 6) return {};
    EXPECT_EQ(to_hex(answer.substr(answer.size() - 2)), "9000");
    auto const long_form = answer[1] == '\x81' ? 3U : answer[1] == '\x82' ? 4U : 2U;
    EXPECT_EQ(answer[0], '\x86');
    EXPECT_EQ(answer[long_form], '\x01');
    auto const plain = aes(answer.substr(long_form + 1, answer.size() - long_form - 3), key(), start(), 0);
    auto const end = plain.find_last_not_of('\0');
    EXPECT_EQ(plain[end], '\x80');
    return plain.substr(0, end);
  }

  void skip() { ++number_; }

 private:
  std::string key() const { return seed_.substr(0, 16); }
  std::string start() const {
    auto block = std::string(16, '\0');
    block[15] = static_cast<char>(number_);
    return aes(block, key(), std::string(16, '\0'), 1);
  }

  std::string seed_;
  unsigned number_ = 0;
};

std::string const kSelectText = "00A4040C 0A D3921000310001010408 -> 9000\n";
std::string const kPin = "00200091 04 31323334 -> 9000\n";

struct SecureSessionTest : testing::Test {
  static void SetUpTestSuite() { key = identity::new_rsa_2048_key(); }
  static void TearDownTestSuite() { key.reset(); }

  SecureSessionTest() {
    auto parts = test_parts();
    parts.signer = identity::make_rsa_card_key(identity::share(key.get())).signer;
    parts.people = &people;
    parts.person = 5;
    card.emplace(std::move(parts));
  }

  std::string send(std::string const& command) { return transmit(*card, command); }
  std::string hex(std::string const& command) { return to_hex(send(command)); }

  void open() {
    play(*card, kSelectText + kPin);
    ASSERT_EQ(hex(client.delivery(key.get())), "9000");
  }

  static identity::KeyHandle key;
  TestPeople people;
  std::optional<Card> card;
  Client client{"0123456789abcdefFEDCBA9876543210"};
  CardHolder holder = card_holder(people.person(5));
};
identity::KeyHandle SecureSessionTest::key;

TEST_F(SecureSessionTest, PublishesTheKeyItOpensWith) {
  play(*card, kSelectText);
  auto const file = send(from_hex("00B08600000000"));
  EXPECT_EQ(to_hex(file.substr(0, 10)), "A1820109900301000191");
  EXPECT_EQ(to_hex(file.substr(13, 256)), to_hex(identity::rsa_modulus(key.get())));
}

TEST_F(SecureSessionTest, ReadsTheNumberThatTravelsEncrypted) {
  open();
  EXPECT_EQ(hex(client.with_data("08A4020C", from_hex("0001"))), "9000");
  auto const answer = send(client.reading("08B00000", "0000"));
  EXPECT_EQ(answer.find(holder.personal_number), std::string::npos);
  EXPECT_EQ(to_hex(client.opened(answer)), "FF100C" + to_hex(holder.personal_number) + "FFFF");
  auto const part = send(client.reading("08B00003", "0004"));
  EXPECT_EQ(client.opened(part), holder.personal_number.substr(0, 4));
  auto const four_items = client.opened(send(client.reading("08B08200", "0000")));
  EXPECT_NE(four_items.find(holder.name), std::string::npos);
}

TEST_F(SecureSessionTest, VerifiesTheNumbersEncrypted) {
  open();
  EXPECT_EQ(hex(client.with_data("08200094", holder.personal_number)), "9000");
  EXPECT_EQ(hex(client.with_data("08200094", std::string(12, '0'))), "63C9");
  EXPECT_EQ(hex(client.with_data("08200095", holder.number_b)), "9000");
}

TEST_F(SecureSessionTest, CountsCommandsThatAreRefusedAndNotPlainOnes) {
  open();
  EXPECT_EQ(hex(client.with_data("08200092", "1234")), "6984");
  EXPECT_EQ(hex(client.reading("08B00001", "0100")), "6981");  // 0012 is a PIN, and current now
  play(*card, "00B08600 02 -> A182 9000\n00200091 -> 63C3\n");
  EXPECT_EQ(hex(client.with_data("08A4020C", from_hex("0001"))), "9000");
  EXPECT_EQ(hex(client.with_data("08A4020C", from_hex("0077"))), "6A82");
  EXPECT_EQ(client.opened(send(client.reading("08B00000", "0001"))), "\xFF");
}

TEST_F(SecureSessionTest, EndsWhenACommandCannotBeTakenApart) {
  auto const broken = std::vector<std::string>{
      "08B00000 00",                     // no object
      "08B00000 0000 04 96020000 0000",  // another form of length
      "08200094 13 8611 02 00000000000000000000000000000000",
      "08200094 13 8711 01 00000000000000000000000000000000",
      "08200094 12 8610 01 000000000000000000000000000000",
      "08200094 03 860101",
      "08200094 13 8611 01 00000000000000000000000000000000",  // decrypts to no padding
      "08200094 15 8613 01 00000000000000000000000000000000 8600",
      "08200094",
  };
  for (auto const& command : broken) {
    open();
    EXPECT_EQ(hex(from_hex(command)), "6988") << command;
    EXPECT_EQ(hex(from_hex("08B0000000")), "69FC") << command;
    EXPECT_EQ(hex(from_hex("00B0810003")), "FF100C9000") << "the right of the PIN stays";
  }
}

TEST_F(SecureSessionTest, EndsWhenTheNumberIsWrong) {
  open();
  client.skip();
  EXPECT_EQ(hex(client.with_data("08200094", holder.personal_number)), "6988");
  EXPECT_EQ(hex(client.reading("08B08100", "0000")), "69FC");
}

TEST_F(SecureSessionTest, HasNoChecksum) {
  open();
  EXPECT_EQ(hex(from_hex("0CB0000005960300000000")), "6987");
  EXPECT_EQ(hex(from_hex("08B00000")), "69FC");
}

TEST_F(SecureSessionTest, EndsWithTheApplicationAndThePower) {
  open();
  play(*card, kSelectText);
  EXPECT_EQ(hex(client.reading("08B08100", "0000")), "69FC");
  open();
  card->power_off();
  EXPECT_EQ(hex(client.reading("08B08100", "0000")), "69FC");
  play(*card, kSelectText + "08A4020C 02 0001 -> 6882\n08200091 -> 69FC\n");
}

TEST_F(SecureSessionTest, OpensForThePinAlone) {
  play(*card, kSelectText);
  auto const delivery = client.delivery(key.get());
  EXPECT_EQ(hex(delivery), "6982");
  play(*card, "00200094 0C " + to_hex(holder.personal_number) + " -> 9000\n");
  EXPECT_EQ(hex(delivery), "6982");
  play(*card, kPin);
  EXPECT_EQ(hex(delivery), "9000");
}

TEST_F(SecureSessionTest, RefusesOtherDeliveries) {
  play(*card, kSelectText + kPin);
  auto const seed = std::string(32, 's');
  for (auto const& message : {"\xA0\x22\x81\x20" + seed, "\xA0\x21\x80\x1F" + seed.substr(1), seed,
                              std::string{"\x80\x20"} + seed, "\xA0\x22\x80\x20" + seed + "x"}) {
    EXPECT_EQ(hex(Client::delivery_of(message, key.get())), "6A80");
  }
  auto damaged = client.delivery(key.get());
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  EXPECT_EQ(hex(damaged), "6A80");
  auto too_large = damaged;
  std::fill(too_large.begin() + 7, too_large.end(), '\xFF');
  EXPECT_EQ(hex(too_large), "6A80");
  auto elsewhere = client.delivery(key.get());
  elsewhere[3] = '\x01';
  EXPECT_EQ(hex(elsewhere), "6A86");
  EXPECT_EQ(hex(from_hex("80AE00000155")), "6700");
  EXPECT_EQ(hex(from_hex("80AE0000")), "6700");
  EXPECT_EQ(hex(from_hex("08B0810000")), "69FC") << "none is open";
}

TEST_F(SecureSessionTest, IsThereInThisApplicationAlone) {
  auto const delivery = client.delivery(key.get());
  EXPECT_EQ(hex(delivery), "6982");
  for (auto const* const aid :
       {"D392F000260100000001", "D3921000310001010402", "D3921000310001010100", "D3921000310001010401"}) {
    play(*card, std::string{"00A4040C 0A "} + aid + " -> 9000\n");
    EXPECT_EQ(hex(delivery), "66F1") << aid;
  }
}

TEST_F(SecureSessionTest, BelongsToOneFieldAlone) {
  open();
  auto other = *card;
  EXPECT_EQ(to_hex(transmit(other, client.reading("08B08600", "0002"))).substr(0, 4), "8611");
  // The copy counted for itself.
  auto again = Client{"0123456789abcdefFEDCBA9876543210"};
  EXPECT_EQ(to_hex(again.opened(send(again.reading("08B08600", "0002")))), "A182");
}

TEST(SecureSession, NeedsAKeyOnTheCard) {
  auto const people = TestPeople{};
  auto card = whole_card(people);  // its signer opens nothing
  play(card, kSelectText + kPin + "00B08600 02 -> A182 9000\n" + "80AE0000 000100" + std::string(512, '5') +
                 " -> 6A80\n");
}

}  // namespace
}  // namespace kazasu::card
