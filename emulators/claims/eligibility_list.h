// 資格確認結果連絡書 (原審査): which claimed receipts the payers put right by their register, and how. Shape:
// 9 cells, of which 処理区分 and 分割番号 are published for medical institutions; the others are ours.
#pragma once

#include <map>

#include "emulators/claims/list_subject.h"
#include "emulators/claims/receipt_view.h"

namespace kazasu::claims {

class EligibilityList {
 public:
  explicit EligibilityList(TextEncoder const& encode) : page_(encode) {}

  // Of one send; receipts that are returned for `reasons` are not put right. A split receipt has a line for
  // each part. Precondition: its bytes were kept.
  void add(ListSubject const& subject, std::map<std::uint32_t, Check> const& reasons);
  std::uint64_t lines() const { return lines_; }
  // Call once.
  std::string take() { return page_.take(); }

 private:
  void add_receipt(ListSubject const& subject, ReceiptView const& receipt);

  ListPage page_;
  std::uint64_t lines_ = 0;
};

}  // namespace kazasu::claims
