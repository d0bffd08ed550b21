//! One running instance of Pháo Đài: the only place with drivers, files, sockets and the clock.
