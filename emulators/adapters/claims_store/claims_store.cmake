kazasu_module(claims_store claims_store/claims_archive.cpp claims_store/claims_schema.cpp
              claims_store/claims_store.cpp claims_store/claims_writer.cpp claims_store/content_pieces.cpp
              claims_store/files_under_way.cpp claims_store/load_claims.cpp
              claims_store/memory_claims_archive.cpp claims_store/openssl_password_seal.cpp
              claims_store/receipt_blob.cpp claims_store/sha256.cpp claims_store/spooled_content.cpp)
target_link_libraries(kazasu_claims_store PUBLIC kazasu_claims kazasu_store kazasu_descriptor
                      PRIVATE OpenSSL::Crypto ZLIB::ZLIB)
