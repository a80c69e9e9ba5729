# The virtual reader: what is loaded into pcscd, and what tells pcscd about it.
set(ifd ${CMAKE_CURRENT_LIST_DIR})

# What a slot does, for the library and for its tests.
set(ifd_sources ifd/host_connection.cpp ifd/ifd_slot.cpp ifd/reader_properties.cpp)

kazasu_module(ifd_slot ${ifd_sources})
target_link_libraries(kazasu_ifd_slot PUBLIC kazasu_reader_server PRIVATE kazasu_pcsc_headers)

kazasu_module(reader_configuration ifd/device_name.cpp ifd/reader_configuration.cpp)

# pcscd is not ours: the library brings all it needs, shows nothing but the handler's functions, and is never
# built with sanitizers, which their process has to be started with.
add_library(ifdkazasu MODULE ${ifd_sources} ifd/device_name.cpp ifd/ifd_handler.cpp files/descriptor.cpp
            card_host/link_socket.cpp ${CMAKE_SOURCE_DIR}/emulators/reader/reader_link.cpp)
target_include_directories(ifdkazasu PRIVATE ${CMAKE_SOURCE_DIR})
target_link_libraries(ifdkazasu PRIVATE kazasu_pcsc_headers)
target_compile_options(ifdkazasu PRIVATE ${KAZASU_WARNINGS})
target_link_options(ifdkazasu PRIVATE -static-libstdc++ -static-libgcc LINKER:-z,now
                    LINKER:--version-script=${ifd}/exports.map)
set_target_properties(ifdkazasu PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
                      LINK_DEPENDS ${ifd}/exports.map LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
