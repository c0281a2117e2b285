CREATE TABLE `t` (`id` int, `mail` varchar(80));
INSERT INTO `t` VALUES (1,'made.up@example.com'),(2,'it''s');
