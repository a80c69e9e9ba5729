// How fast a card answers in process, and what it adds to the RSA operation behind it.
#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>
#include <string>

#include "emulators/card/card_commands.h"
#include "emulators/terminal/model_card_reader.h"
#include "tests/card/card_fixture.h"
#include "tests/card/hex.h"
#include "tests/card/rsa_card_signer.h"

namespace kazasu::card {
namespace {

auto const kSelectJpki = from_hex("00A4040C0AD392F000260100000001");
auto const kVerify = from_hex("002000980431323334");
auto const kDigestInfo = from_hex("3031300D060960864801650304020105000420" + std::string(64, 'A'));

void answers(benchmark::State& state, char const* hex) {
  auto card = test_card();
  transmit(card, kSelectJpki);
  transmit(card, from_hex("00A4020C02000A"));
  auto const command = from_hex(hex);
  for (auto _ : state) benchmark::DoNotOptimize(transmit(card, command));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(answers, read_binary_256, "00B0000000");
BENCHMARK_CAPTURE(answers, select_application, "00A4040C0AD392F000260100000001");
BENCHMARK_CAPTURE(answers, select_file, "00A4020C02000A");
BENCHMARK_CAPTURE(answers, verify, "002000980431323334");

// The private operation alone: one key, one context, no card.
void openssl_rsa_2048(benchmark::State& state) {
  auto* const key = EVP_RSA_gen(2048);
  auto* const context = EVP_PKEY_CTX_new(key, nullptr);
  EVP_PKEY_sign_init(context);
  EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING);
  auto const* const input = reinterpret_cast<unsigned char const*>(kDigestInfo.data());
  auto signature = std::array<unsigned char, 256>{};
  for (auto _ : state) {
    auto length = signature.size();
    if (EVP_PKEY_sign(context, signature.data(), &length, input, kDigestInfo.size()) != 1) {
      state.SkipWithError("OpenSSL refused to sign");
      break;
    }
    benchmark::DoNotOptimize(signature);
  }
  state.SetItemsProcessed(state.iterations());
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
}
BENCHMARK(openssl_rsa_2048)->Unit(benchmark::kMicrosecond);

void card_signature(benchmark::State& state) {
  auto credential = test_credential();
  credential.signer = std::make_shared<RsaCardSigner const>();
  auto card = Card{credential, kTestPin};
  transmit(card, kSelectJpki);
  transmit(card, kVerify);
  auto const command = from_hex("802A009733" + to_hex(kDigestInfo) + "00");
  for (auto _ : state) benchmark::DoNotOptimize(transmit(card, command));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(card_signature)->Unit(benchmark::kMicrosecond);

sim::Task<void> one_visit(terminal::CardReader& reader) {
  auto activated = co_await reader.activate(sim::kNever);
  auto selected = co_await reader.select(sim::kNever);
  auto verified = co_await reader.verify(std::string{kTestPin}, sim::kNever);
  auto certificate = co_await reader.read_certificate(sim::kNever);
  auto signature = co_await reader.sign("nonce", sim::kNever);
  benchmark::DoNotOptimize(signature.data.size() + certificate.data.size());
}

// All five steps of a visit in virtual time, over 1,000 cards.
void virtual_visit(benchmark::State& state) {
  auto const people = TestPeople{};
  auto const issuer = TestIssuer{};
  auto stock = CardStock{people, issuer};
  auto clock = sim::FastForward{};
  auto engine = sim::Engine{clock};
  auto readers = terminal::ModelCardReaders{engine, {.stock = stock, .model = {}}};
  auto visit = std::uint64_t{0};
  for (auto _ : state) {
    ++visit;
    auto const reader = readers.tap(visit % 600, visit);
    engine.spawn(one_visit(*reader));
    engine.run_until();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(virtual_visit);

}  // namespace
}  // namespace kazasu::card

BENCHMARK_MAIN();
