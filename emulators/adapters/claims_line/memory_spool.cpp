#include <string>
#include <utility>

#include "emulators/adapters/claims_line/claim_spool.h"

namespace kazasu::adapters {

namespace {

class ContentInMemory final : public claims::SentContent {
 public:
  explicit ContentInMemory(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  void read(std::function<void(std::string_view)> const& give) const override { give(bytes_); }

 private:
  std::string bytes_;
};

class MemorySpool final : public ClaimSpool {
 public:
  void write(std::string_view bytes) override { bytes_.append(bytes); }
  std::unique_ptr<claims::SentContent> finish() override {
    bytes_.shrink_to_fit();
    return std::make_unique<ContentInMemory>(std::move(bytes_));
  }

 private:
  std::string bytes_;
};

}  // namespace

std::unique_ptr<ClaimSpool> make_memory_spool() {
  return std::make_unique<MemorySpool>();
}

}  // namespace kazasu::adapters
